//! `chain` adds up the lengths of both sides.

use crate::work::{read, thirds};
use declaration::Exact;

// ANCHOR: run
/// Makes one list of three, behind chain.
#[inline(never)]
pub fn run() -> u64 {
    let [first, second, third] = thirds();
    let all: Vec<u64> = first.iter().chain(second).chain(third).copied().collect(); // heap: 1
    read(&all)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("chain().chain().collect()", run)
    .answers(|_| crate::work::whole_answer())
    .exact(|_| Exact::once(crate::LIST))
    .against("concatenated");
