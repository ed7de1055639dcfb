//! All numbers in one `Vec`, and where each list ends in another.

use crate::work::{pairs, read};
use crate::{LISTS, PAIR};

// ANCHOR: flat
/// Lists that are made one after the other and then only read.
pub struct Flat {
    numbers: Vec<u64>,
    ends: Vec<u32>,
}

impl Flat {
    /// Adds a list.
    pub fn push(&mut self, list: &[u64]) {
        self.numbers.extend_from_slice(list); // heap: may
        self.ends.push(self.numbers.len() as u32); // heap: may
    }

    /// The list with this number.
    pub fn list(&self, index: usize) -> &[u64] {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.numbers[start as usize..self.ends[index] as usize]
    }
}
// ANCHOR_END: flat

// ANCHOR: run
/// Makes a thousand lists of two numbers in two blocks, and reads them.
#[inline(never)]
pub fn run() -> u64 {
    let mut flat = Flat { numbers: Vec::with_capacity(2_000), ends: Vec::with_capacity(1_000) }; // heap: 2
    for pair in pairs() {
        flat.push(&pair);
    }
    (0..flat.ends.len()).map(|index| read(flat.list(index))).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 lists of two: one Vec, and their ends", run)
        .answers(|_| crate::work::pairs_answer())
        .exact(|_| declaration::Exact::together(2, LISTS * (PAIR + 4)))
        .against("many_vecs");
