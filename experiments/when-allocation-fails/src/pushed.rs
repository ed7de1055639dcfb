//! `push`: the list doubles its block, and the process aborts where that fails.

use crate::work::{NUMBERS, read};

// ANCHOR: run
/// Pushes a thousand numbers.
#[inline(never)]
pub fn run() -> u64 {
    let mut list = Vec::new();
    for number in 0..NUMBERS as u64 {
        list.push(number); // heap: may
    }
    read(&list)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("push()", run)
    .answers(|_| crate::work::answer(crate::work::NUMBERS))
    .exact(|_| crate::doubled_list())
    .against(declaration::ITSELF);
