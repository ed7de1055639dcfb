//! Where the bytes come one after the other, room is made for what has come, and never for the length.

use crate::work::{MESSAGE, split};
use std::hint::black_box;

// ANCHOR: run
/// The most that a read brings.
const STEP: usize = 4 << 10;

#[inline(never)]
fn body(message: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = split(message)?;
    let mut body = Vec::new();
    for part in rest.chunks(STEP) {
        body.try_reserve(part.len()).ok()?; // heap: may
        body.extend_from_slice(part); // heap: elided
    }
    (body.len() == length).then_some(body)
}

/// Reads a message that claims 64 MiB and has ten bytes. Answers whether it was refused.
#[inline(never)]
pub fn run() -> u64 {
    u64::from(body(black_box(MESSAGE)).is_none())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("try_reserve() of each part that has come", run)
        .answers(|_| 1)
        .exact(|_| declaration::Exact::once(10))
        .against("length_trusted");
