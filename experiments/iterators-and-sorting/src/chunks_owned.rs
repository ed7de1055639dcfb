//! A list of lists has a block for each.

use crate::work::{list, read};
use declaration::Exact;

// ANCHOR: run
/// Makes ten lists.
#[inline(never)]
pub fn run() -> u64 {
    let list = list();
    let chunks: Vec<Vec<u64>> = list.chunks(100).map(<[u64]>::to_vec).collect(); // heap: 1
    chunks.iter().map(|chunk| read(chunk)).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("chunks(100).map(to_vec).collect()", run)
    .answers(|_| crate::work::chunks_answer())
    .exact(|_| Exact::together(12, 2 * crate::LIST + 10 * crate::VEC))
    .against("chunks_borrowed");
