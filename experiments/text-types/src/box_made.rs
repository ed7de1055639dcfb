//! `Box<str>` from a `&str`: the block of a `String` without room, and a handle without the capacity.

use crate::work::{ends, text};

// ANCHOR: run
/// Copies the text into a boxed `str`.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let boxed: Box<str> = Box::from(text(length)); // heap: 1
    ends(&boxed)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<str>", sized(run))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::once(length as u64));
