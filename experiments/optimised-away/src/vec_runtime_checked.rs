//! `vec![0; n].len()` with a check in between, which may panic.
//! A `Vec` of length 0 has no block, so the address is that of a block or a constant, and the two ways meet before the check.
//! Behind it the `Vec` is dropped in two places: at the end, and where the panic unwinds. An address with two origins is not followed, and the block stays.
//! Without the check the optimiser takes each way to its end, as in `vec_runtime_length`; with panics that abort, it does so here too.

use std::hint::black_box;

// ANCHOR: run
/// `vec![0; n]`, a check that may panic, and the length.
#[inline(never)]
pub fn run() -> u64 {
    let limit = black_box(1_000_u64);
    let bytes = vec![0_u8; black_box(74)]; // heap: 1
    assert!(limit > 100, "the limit is too low");
    bytes.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`vec![0; n]`, a check, and the length", run)
    .answers(|_| 74)
    .exact(|_| declaration::Exact::once(74));
