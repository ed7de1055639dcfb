//! A function that returns `Cow<str>`: a text with something to change is made anew.

use crate::cow_unchanged::without_tabs;
use crate::work::ends;
use declaration::Prepared;

/// Changes a text that begins with a tab.
#[inline(never)]
pub fn run(text: &str) -> u64 {
    ends(&without_tabs(text))
}

/// A caller that has such a text.
pub fn prepare(length: usize) -> Prepared {
    let text = format!("\t{}", &crate::work::text(length)[1..]); // heap: may
    Box::new(move || run(&text)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a function that returns Cow<str>, a tab to change", prepared(prepare))
        .at(crate::work::LONG)
        .answers(|length| crate::work::answer(length) & !0xff00 | u64::from(b' ') << 8)
        .exact(|length| declaration::Exact::once(length as u64))
        .against("cow_unchanged");
