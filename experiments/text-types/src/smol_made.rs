//! `SmolStr`: up to 23 bytes stand inside the value, and a longer text behind the counters of an `Arc<str>`.

use crate::work::{ends, text};
use smol_str::SmolStr;

// ANCHOR: run
/// Copies the text into a `SmolStr`.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let small = SmolStr::new(text(length)); // heap: may
    ends(&small)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("SmolStr", sized(run))
    .answers(crate::work::answer)
    .exact(|length| if length <= crate::INLINE { declaration::Exact::NONE } else { crate::shared(length) });
