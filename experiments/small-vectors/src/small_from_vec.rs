//! A `SmallVec` made of a `Vec` with more capacity than there is room in the value keeps the block, though the numbers would fit.

use crate::work::{numbers, read};
use smallvec::SmallVec;
use std::hint::black_box;

// ANCHOR: run
/// Makes a `Vec` with room for eight, and a `SmallVec` of it.
#[inline(never)]
pub fn run() -> u64 {
    let mut list: Vec<u64> = Vec::with_capacity(black_box(8)); // heap: 1
    list.extend_from_slice(numbers(2)); // heap: may
    let list: SmallVec<[u64; 4]> = black_box(SmallVec::from_vec(list));
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("SmallVec::from_vec() of two, room for eight", run)
        .answers(|_| crate::work::answer(2))
        .exact(|_| declaration::Exact::once(64))
        .against(declaration::ITSELF);
