//! Each in an `ArrayVec` with room for four.

use crate::work::{pairs, read_all};
use crate::{ARRAY, LISTS};
use arrayvec::ArrayVec;

// ANCHOR: run
/// Makes a thousand lists of two numbers, and reads them.
#[inline(never)]
pub fn run() -> u64 {
    let lists: Vec<ArrayVec<u64, 4>> = pairs().map(ArrayVec::from_iter).collect(); // heap: 1
    read_all(&lists)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 lists of two: ArrayVec<u64, 4> each", run)
        .answers(|_| crate::work::pairs_answer())
        .exact(|_| declaration::Exact::once(LISTS * ARRAY))
        .against("many_vecs");
