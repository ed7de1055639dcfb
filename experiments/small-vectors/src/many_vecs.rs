//! A thousand lists of two numbers, each in a `Vec` of its own.

use crate::work::{pairs, read_all};
use crate::{LISTS, PAIR, VEC};

// ANCHOR: run
/// Makes a thousand lists of two numbers, and reads them.
#[inline(never)]
pub fn run() -> u64 {
    let lists: Vec<Vec<u64>> = pairs().map(|pair| pair.to_vec()).collect(); // heap: 2
    read_all(&lists)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("1000 lists of two: Vec each", run)
    .answers(|_| crate::work::pairs_answer())
    .exact(|_| declaration::Exact::together(1 + LISTS, LISTS * (VEC + PAIR)))
    .against("many_vecs");
