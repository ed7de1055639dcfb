//! Each in a `SmallVec` with room for four: one block for all, and half of the room is empty.

use crate::work::{pairs, read_all};
use crate::{LISTS, SMALL};
use smallvec::SmallVec;

// ANCHOR: run
/// Makes a thousand lists of two numbers, and reads them.
#[inline(never)]
pub fn run() -> u64 {
    let lists: Vec<SmallVec<[u64; 4]>> = pairs().map(|pair| SmallVec::from_slice(&pair)).collect(); // heap: 1
    read_all(&lists)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 lists of two: SmallVec<[u64; 4]> each", run)
        .answers(|_| crate::work::pairs_answer())
        .exact(|_| declaration::Exact::once(LISTS * SMALL))
        .against("many_vecs");
