//! `SmolStrBuilder`: in the value up to 23 bytes; a longer text is built in a `String` and then copied behind counters.

use crate::work::{ends, text};
use smol_str::SmolStrBuilder;

// ANCHOR: run
/// Appends a character in the builder of `SmolStr`.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut builder = SmolStrBuilder::new();
    builder.push_str(text(length)); // heap: may
    builder.push('!'); // heap: may
    let small = builder.finish(); // heap: may
    ends(&small)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("SmolStrBuilder, push_str(), push(), finish()", sized(run))
        .answers(crate::work::exclaimed)
        .exact(crate::built)
        .at(&[22, 23, 24, 1_000])
        .against(declaration::ITSELF);
