//! `SmolStr` from a `String`: its text is copied into the value, or behind the counters of an `Arc<str>`; its block is freed.

use crate::work::{ends, text};
use smol_str::SmolStr;

// ANCHOR: run
/// Makes a `String`, and a `SmolStr` of it.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let small = SmolStr::from(text(length).to_owned()); // heap: 1, may
    ends(&small)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("String into a SmolStr", sized(run))
    .answers(crate::work::answer)
    .exact(
        |length| if length <= crate::INLINE { declaration::Exact::once(length as u64) } else { crate::copied(length) },
    )
    .against("string_made");
