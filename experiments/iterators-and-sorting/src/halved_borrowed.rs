//! `split_at` borrows both halves.

use crate::work::{list, read};
use declaration::Exact;

// ANCHOR: run
/// Reads both halves.
#[inline(never)]
pub fn run() -> u64 {
    let list = list();
    let (left, right) = list.split_at(500);
    read(left) + read(right)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("split_at(), both halves read", run)
    .answers(|_| crate::work::halves_answer())
    .exact(|_| Exact::once(crate::LIST))
    .against("halved_borrowed");
