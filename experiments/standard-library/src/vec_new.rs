//! `Vec::new` does not allocate: a `Vec` without capacity has no block.

// ANCHOR: run
/// No block.
#[inline(never)]
pub fn run() -> u64 {
    let numbers: Vec<u64> = Vec::new(); // heap: none
    (numbers.len() + numbers.capacity()) as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Vec::new`", run).answers(|_| 0).exact(|_| declaration::Exact::NONE);
