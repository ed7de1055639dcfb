//! `flatten` does not know how long the lists behind it are, so the `Vec` grows.

use crate::work::{read, thirds};

// ANCHOR: run
/// Makes one list of three, behind flatten.
#[inline(never)]
pub fn run() -> u64 {
    let all: Vec<u64> = thirds().into_iter().flatten().copied().collect(); // heap: 1, may
    read(&all)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("into_iter().flatten().collect()", run)
    .answers(|_| crate::work::whole_answer())
    .exact(|_| crate::flattened())
    .against("concatenated");
