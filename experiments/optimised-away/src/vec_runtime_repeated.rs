//! `vec![7; n]` of words, and only its length is asked.
//! The loop that writes the sevens moves a pointer along, which starts as the block's address and is another one in each turn.
//! Such a pointer is not followed, and the block stays; sevens of one byte are written without a loop, and would go.

use std::hint::black_box;

// ANCHOR: run
/// The length of `vec![7_u64; n]`.
#[inline(never)]
pub fn run() -> u64 {
    let length = black_box(79_usize);
    if length == 0 {
        return 0;
    }
    let numbers = vec![7_u64; length]; // heap: 1
    numbers.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`vec![7_u64; n].len()` where `n` is not 0", run)
        .answers(|_| 79)
        .exact(|_| declaration::Exact::once(632));
