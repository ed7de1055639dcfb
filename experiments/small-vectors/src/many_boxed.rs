//! Each in a boxed slice: a word less than a `Vec`, and a block as well.

use crate::work::{pairs, read_all};
use crate::{BOX, LISTS, PAIR};

// ANCHOR: run
/// Makes a thousand lists of two numbers, and reads them.
#[inline(never)]
pub fn run() -> u64 {
    let lists: Vec<Box<[u64]>> = pairs().map(|[first, second]| Box::from([first, second])).collect(); // heap: 2
    read_all(&lists)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("1000 lists of two: Box<[u64]> each", run)
    .answers(|_| crate::work::pairs_answer())
    .exact(|_| declaration::Exact::together(1 + LISTS, LISTS * (BOX + PAIR)))
    .against("many_vecs");
