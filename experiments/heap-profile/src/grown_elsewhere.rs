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
