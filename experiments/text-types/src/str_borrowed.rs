//! The text is borrowed: a `&str` is an address and a length, and needs no block.
//!
//! What the others are compared with.

use crate::work::{ends, text};

// ANCHOR: run
/// Reads the text where it is.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    ends(text(length))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("&str, borrowed", sized(run))
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE);
