//! A list that one function makes and another one makes grow: dhat puts all of it down to the first.
//!
//! A reallocation changes the size of a block, and dhat adds the new size to the place where the block was made.

// ANCHOR: grown
/// A list with room for four numbers.
#[inline(never)]
fn new_list() -> Vec<u64> {
    Vec::with_capacity(4) // heap: 1
}

/// Puts a thousand numbers into it.
#[inline(never)]
fn fill(list: &mut Vec<u64>) {
    for number in 0..1_000 {
        list.push(number); // heap: may
    }
}
// ANCHOR_END: grown

/// The sum of the numbers.
#[inline(never)]
pub fn run() -> u64 {
    let mut list = new_list();
    fill(&mut list);
    list.iter().sum()
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("one function makes a list, another makes it grow", run)
        .answers(|_| 999 * 1_000 / 2)
        .exact(|_| DOUBLED)
        .against("grown_elsewhere");

/// A list of numbers of 8 bytes with room for 4, then for 8, 16 and so on up to 1024.
const DOUBLED: declaration::Exact = declaration::Exact {
    reallocations: 8,
    requested_bytes: 8 * (2 * 1_024 - 4),
    ..declaration::Exact::once(8 * 1_024)
};
