//! A `SmallVec` handed to a caller who wants a `Vec`: what is in the value has to be copied into a block.

use crate::work::{numbers, read};
use smallvec::SmallVec;

// ANCHOR: run
/// Makes the list in the value, and a `Vec` of it.
#[inline(never)]
pub fn run() -> u64 {
    let list: SmallVec<[u64; 4]> = SmallVec::from_slice(numbers(4)); // heap: elided
    let list: Vec<u64> = list.into_vec(); // heap: 1
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a SmallVec of 4, into_vec()", run)
    .answers(|_| crate::work::answer(4))
    .exact(|_| declaration::Exact::once(32))
    .against(declaration::ITSELF);
