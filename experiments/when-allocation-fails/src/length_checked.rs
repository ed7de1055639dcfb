//! The length is compared with what is there first.

use crate::work::{MESSAGE, split};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn body(message: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = split(message)?;
    let there = rest.get(..length)?;
    let mut body = Vec::new();
    body.try_reserve_exact(length).ok()?; // heap: may
    body.extend_from_slice(there); // heap: elided
    Some(body)
}

/// Reads a message that claims 64 MiB and has ten bytes. Answers whether it was refused.
#[inline(never)]
pub fn run() -> u64 {
    u64::from(body(black_box(MESSAGE)).is_none())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the length compared with what is there first", run)
        .answers(|_| 1)
        .exact(|_| declaration::Exact::NONE)
        .against("length_trusted");
