//! How large is each type of text, and which conversion keeps the block?

use anyhow::{Result, bail, ensure};
use count_allocations::{Counts, count};
use harness::Findings;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use text_types::work::text;

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    sizes(findings);
    conversions(findings);
    empty(findings);
    short(findings);
}

// ANCHOR: sizes
fn sizes(findings: &mut Findings) {
    for (key, bytes, of) in [
        ("str", size_of::<&str>(), "&str"),
        ("string", size_of::<String>(), "String"),
        ("box", size_of::<Box<str>>(), "Box<str>"),
        ("rc", size_of::<Rc<str>>(), "Rc<str>"),
        ("arc", size_of::<Arc<str>>(), "Arc<str>"),
        ("arc_string", size_of::<Arc<String>>(), "Arc<String>"),
        ("cow", size_of::<Cow<'_, str>>(), "Cow<str>"),
        ("smol", size_of::<SmolStr>(), "SmolStr"),
        ("option_string", size_of::<Option<String>>(), "Option<String>"),
        ("option_box", size_of::<Option<Box<str>>>(), "Option<Box<str>>"),
    ] {
        findings.exact(["size_of", key], format!("size_of::<{of}>(), in bytes")).found(bytes);
    }
}
// ANCHOR_END: sizes

/// Longer than what a `SmolStr` holds inline.
const LENGTH: usize = 100;

// ANCHOR: conversions
fn conversions(findings: &mut Findings) {
    let borrowed = || text(LENGTH);
    let full = || text(LENGTH).to_owned();
    let roomy = || {
        let mut owned = String::with_capacity(2 * LENGTH);
        owned.push_str(text(LENGTH));
        owned
    };
    let boxed = || Box::<str>::from(text(LENGTH));
    let shared = || Arc::<str>::from(text(LENGTH));
    let cow_borrowed = || Cow::Borrowed(text(LENGTH));
    let cow_owned = || Cow::<'static, str>::Owned(text(LENGTH).to_owned());
    let small = || SmolStr::new(text(LENGTH));

    into(findings, ["str", "string"], borrowed, String::from);
    into(findings, ["str", "box"], borrowed, Box::<str>::from);
    into(findings, ["str", "arc"], borrowed, Arc::<str>::from);
    into(findings, ["str", "smol"], borrowed, SmolStr::from);

    into(findings, ["full", "box"], full, String::into_boxed_str);
    into(findings, ["full", "arc"], full, Arc::<str>::from);
    into(findings, ["full", "smol"], full, SmolStr::from);

    into(findings, ["roomy", "box"], roomy, String::into_boxed_str);
    into(findings, ["roomy", "arc"], roomy, Arc::<str>::from);
    into(findings, ["roomy", "smol"], roomy, SmolStr::from);

    into(findings, ["box", "string"], boxed, String::from);
    into(findings, ["box", "arc"], boxed, Arc::<str>::from);
    into(findings, ["box", "smol"], boxed, SmolStr::from);

    into(findings, ["arc", "string"], shared, |shared| String::from(&*shared));
    into(findings, ["arc", "box"], shared, |shared| Box::<str>::from(&*shared));
    into(findings, ["arc", "smol"], shared, SmolStr::from);

    into(findings, ["cow_borrowed", "string"], cow_borrowed, Cow::into_owned);
    into(findings, ["cow_borrowed", "box"], cow_borrowed, Box::<str>::from);
    into(findings, ["cow_borrowed", "arc"], cow_borrowed, Arc::<str>::from);
    into(findings, ["cow_borrowed", "smol"], cow_borrowed, SmolStr::from);

    into(findings, ["cow_owned", "string"], cow_owned, Cow::into_owned);
    into(findings, ["cow_owned", "box"], cow_owned, Box::<str>::from);
    into(findings, ["cow_owned", "arc"], cow_owned, Arc::<str>::from);
    into(findings, ["cow_owned", "smol"], cow_owned, SmolStr::from);

    into(findings, ["smol", "string"], small, String::from);
    into(findings, ["smol", "box"], small, |small| Box::<str>::from(small.as_str()));
    into(findings, ["smol", "arc"], small, Arc::<str>::from);
}
// ANCHOR_END: conversions

/// What a conversion asks of the allocator, in a word. Its argument is made beforehand, and the result is dropped after the count.
fn into<T, U: AsRef<str>>(findings: &mut Findings, names: [&str; 2], make: impl Fn() -> T, convert: fn(T) -> U) {
    let [from, to] = names;
    let how = format!(
        "allocations and reallocations of the conversion alone, `{from}` into `{to}`, for a text of {LENGTH} bytes: none \
         of both is a move, a new block a copy, and a reallocation a shrink"
    );
    findings.exact([from, "into", to], how).by(|| -> Result<&'static str> {
        let value = make();
        let (converted, counts) = counted(|| convert(value));
        ensure!(converted.as_ref() == text(LENGTH), "the text is another one");
        Ok(match (counts.allocations, counts.reallocations) {
            (0, 0) => "move",
            (1, 0) => "copy",
            (0, 1) => "shrink",
            _ => bail!("more than one call of the allocator: {counts:?}"),
        })
    });
}

// ANCHOR: empty
fn empty(findings: &mut Findings) {
    made_empty(findings, "string", String::new);
    made_empty(findings, "box", || Box::<str>::from(""));
    made_empty(findings, "rc", || Rc::<str>::from(""));
    made_empty(findings, "rc_default", Rc::<str>::default);
    made_empty(findings, "arc", || Arc::<str>::from(""));
    made_empty(findings, "arc_default", Arc::<str>::default);
    made_empty(findings, "smol", || SmolStr::new(""));
}
// ANCHOR_END: empty

/// What an empty text requests.
fn made_empty<T: AsRef<str>>(findings: &mut Findings, key: &str, make: fn() -> T) {
    findings.exact(["empty", key], format!("bytes that making an empty text requests, `{key}`")).by(|| {
        let (made, counts) = counted(make);
        ensure!(made.as_ref().is_empty(), "the text is not empty");
        Ok::<_, anyhow::Error>(counts.requested_bytes)
    });
}

/// `Arc<str>` has no `to_string` of its own, as `str` has one: the text is written to a `String` without room.
fn short(findings: &mut Findings) {
    short_string(findings, "arc_to_string", |text| text.to_string());
    short_string(findings, "str_to_string", |text| text.as_ref().to_string());
    short_string(findings, "arc_formatted", |text| format!("{text}"));
}

fn short_string(findings: &mut Findings, key: &str, make: fn(&Arc<str>) -> String) {
    let how = format!("bytes that making a String of an Arc<str> of three bytes requests, `{key}`");
    findings.exact(["short", key], how).by(|| {
        let text: Arc<str> = Arc::from("abc");
        let (owned, counts) = counted(|| make(&text));
        ensure!(owned == "abc", "the text is another one");
        Ok::<_, anyhow::Error>(counts.requested_bytes)
    });
}

fn counted<T>(work: impl FnOnce() -> T) -> (T, Counts) {
    let (result, counts) = count(work);
    counts.assert_nothing_elsewhere();
    (result, counts)
}
