//! A thousand lists of which most are empty: an empty `Vec` has no block.

use crate::work::{mostly_empty, read_all};
use crate::{LISTS, PAIR, VEC};

// ANCHOR: run
/// Makes a thousand lists, a tenth of which have two numbers and the rest none, and reads them.
#[inline(never)]
pub fn run() -> u64 {
    let lists: Vec<Vec<u64>> = mostly_empty().map(|list| list.to_vec()).collect(); // heap: 2
    read_all(&lists)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("1000 lists, 900 empty: Vec each", run)
    .answers(|_| crate::work::mostly_empty_answer())
    .exact(|_| declaration::Exact::together(1 + LISTS / 10, LISTS * VEC + LISTS / 10 * PAIR))
    .against("empty_vecs");
