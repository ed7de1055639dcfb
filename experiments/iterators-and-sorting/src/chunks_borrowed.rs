//! `chunks` borrows.

use crate::work::{list, read};
use declaration::Exact;

// ANCHOR: run
/// Reads ten chunks.
#[inline(never)]
pub fn run() -> u64 {
    let list = list();
    list.chunks(100).map(read).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("chunks(100)", run)
    .answers(|_| crate::work::chunks_answer())
    .exact(|_| Exact::once(crate::LIST))
    .against("chunks_borrowed");
