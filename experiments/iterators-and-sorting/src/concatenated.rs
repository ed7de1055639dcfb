//! `concat` adds up the lengths first.

use crate::work::{read, thirds};
use declaration::Exact;

// ANCHOR: run
/// Makes one list of three.
#[inline(never)]
pub fn run() -> u64 {
    let all = thirds().concat(); // heap: 1, may
    read(&all)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("concat() of three slices", run)
    .answers(|_| crate::work::whole_answer())
    .exact(|_| Exact::once(crate::LIST))
    .against("concatenated");
