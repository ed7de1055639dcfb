//! A buffer as long as the message says it is: what anybody sends decides how much is requested.

use crate::work::{MESSAGE, split};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn body(message: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = split(message)?;
    let mut body = Vec::new();
    body.try_reserve_exact(length).ok()?; // heap: may
    body.extend_from_slice(rest); // heap: may
    (body.len() == length).then_some(body)
}

/// Reads a message that claims 64 MiB and has ten bytes. Answers whether it was refused.
#[inline(never)]
pub fn run() -> u64 {
    u64::from(body(black_box(MESSAGE)).is_none())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("try_reserve_exact() of the length that a message claims", run)
        .answers(|_| 1)
        .exact(|_| declaration::Exact::once(crate::work::CLAIMED as u64))
        .against(declaration::ITSELF);
