//! The same with `SmallVec`: the room for four is there in each of them.

use crate::work::{mostly_empty, read_all};
use crate::{LISTS, SMALL};
use smallvec::SmallVec;

// ANCHOR: run
/// Makes a thousand lists, a tenth of which have two numbers and the rest none, and reads them.
#[inline(never)]
pub fn run() -> u64 {
    let lists: Vec<SmallVec<[u64; 4]>> = mostly_empty().map(SmallVec::from_slice).collect(); // heap: 1
    read_all(&lists)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 lists, 900 empty: SmallVec<[u64; 4]> each", run)
        .answers(|_| crate::work::mostly_empty_answer())
        .exact(|_| declaration::Exact::once(LISTS * SMALL))
        .against("empty_vecs");
