//! From which length on does `sort` ask for a block, and what is left behind `collect`?

use count_allocations::count;
use harness::Findings;
use std::cell::Cell;

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    kept(findings);
    thresholds(findings);
    keys(findings);
}

// ANCHOR: kept
fn kept(findings: &mut Findings) {
    let numbers = || (0..1_000_u64).collect::<Vec<_>>();
    let capacity = |key: &'static str, what: &'static str, capacity: usize, findings: &mut Findings| {
        findings
            .exact(["capacity", key], format!("capacity of a Vec that is collected from a thousand u64, {what}"))
            .found(capacity);
    };
    capacity(
        "filtered",
        "by into_iter().filter(), of which ten are left",
        numbers().into_iter().filter(|n| n % 100 == 0).collect::<Vec<_>>().capacity(),
        findings,
    );
    capacity(
        "taken",
        "by into_iter().take(10)",
        numbers().into_iter().take(10).collect::<Vec<_>>().capacity(),
        findings,
    );
    capacity(
        "copied",
        "by iter().copied().filter(), of which ten are left",
        numbers().iter().copied().filter(|n| n % 100 == 0).collect::<Vec<_>>().capacity(),
        findings,
    );
    capacity(
        "halves",
        "by into_iter().map(|n| n as u32)",
        numbers().into_iter().map(|n| n as u32).collect::<Vec<_>>().capacity(),
        findings,
    );
    capacity(
        "bytes",
        "by into_iter().map(|n| n as u8)",
        numbers().into_iter().map(|n| n as u8).collect::<Vec<_>>().capacity(),
        findings,
    );
    let arrays = (0..128_u16).map(|n| [n; 1_024]).collect::<Vec<_>>();
    findings
        .exact(
            ["capacity", "first_of_arrays"],
            "capacity of a Vec<u16> that is collected from into_iter() of 128 arrays of 1024 u16, of each the first",
        )
        .found(arrays.into_iter().map(|array| array[0]).collect::<Vec<_>>().capacity());
    let arrays = (0..128_u16).map(|n| [n; 1_024]).collect::<Vec<_>>();
    findings
        .exact(["capacity", "first_byte_of_arrays"], "the same, of each the first as u8")
        .found(arrays.into_iter().map(|array| array[0] as u8).collect::<Vec<_>>().capacity());
}
// ANCHOR_END: kept

// ANCHOR: thresholds
/// The least number of elements at which `sort_by_key` asks for a block; the elements are in descending order.
fn first_block<T: Clone>(element: impl Fn(usize) -> T, key: impl Fn(&T) -> usize + Copy) -> usize {
    let allocates = |length: usize| {
        let mut list: Vec<T> = (0..length).rev().map(&element).collect();
        count(|| list.sort_by_key(key)).1.allocations > 0
    };
    (1..5_000).find(|length| allocates(*length)).unwrap_or_default()
}

fn thresholds(findings: &mut Findings) {
    let mut found = |key: &'static str, of: &str, length: usize| {
        findings
            .exact(["first_block", key], format!("the least number of {of} for which sort_by_key asks for a block"))
            .found(length);
    };
    found("u8", "u8", first_block(|index| index as u8, |element| usize::from(*element)));
    found("u64", "u64", first_block(|index| index as u64, |element| *element as usize));
    found("str", "&str", first_block(|index| &"abc"[..index % 4], |element| element.len()));
    found("string", "String", first_block(|index| "x".repeat(index % 4), String::len));
    found("row", "arrays of 96 bytes", first_block(|index| [index as u64; 12], |element| element[0] as usize));
    found("page", "arrays of 4096 bytes", first_block(|index| [index as u64; 512], |element| element[0] as usize));
    found(
        "cell",
        "arrays of 96 bytes with a Cell in them",
        first_block(
            |index| {
                [const { Cell::new(0) }; 12].map(|cell: Cell<u64>| {
                    cell.set(index as u64);
                    cell
                })
            },
            |element| element[0].get() as usize,
        ),
    );
}
// ANCHOR_END: thresholds

// ANCHOR: keys
fn keys(findings: &mut Findings) {
    let people = iterators_and_sorting::work::people();
    let names = || people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>();
    let (mut comparisons, mut list) = (0_u64, names());
    list.sort_by(|one, other| {
        comparisons += 1;
        one.cmp(other)
    });
    findings.exact(["comparisons", "of_100"], "how often sort_by compares two of a hundred names").found(comparisons);
    let (mut calls, mut list) = (0_u64, names());
    list.sort_by_key(|name| {
        calls += 1;
        *name
    });
    findings.exact(["key_calls", "of_100"], "how often sort_by_key asks for a key of a hundred names").found(calls);
}
// ANCHOR_END: keys
