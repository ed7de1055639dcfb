//! Where the value of a parameter goes: the tag that one function leaves for its callers.

use serde::Serialize;

/// Of each place that a parameter may reach, the smallest number of dereferences on the way there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Leaks {
    heap: Option<u8>,
    mutator: Option<u8>,
    callee: Option<u8>,
    results: [Option<u8>; Leaks::MOST_RESULTS],
}

impl Leaks {
    /// No release names more results than this.
    pub const MOST_RESULTS: usize = 7;

    /// A value about which nothing is known goes to the heap.
    pub fn unknown() -> Self {
        Leaks { heap: Some(0), ..Leaks::default() }
    }

    /// The fewest dereferences on a way to the heap.
    pub fn heap(&self) -> Option<u8> {
        self.heap
    }

    /// The fewest dereferences on a way to a write through a pointer.
    pub fn mutator(&self) -> Option<u8> {
        self.mutator
    }

    /// The fewest dereferences on a way to a call of a function value.
    pub fn callee(&self) -> Option<u8> {
        self.callee
    }

    /// The fewest dereferences on a way to a result, by its index.
    pub fn result(&self, index: usize) -> Option<u8> {
        self.results.get(index).copied().flatten()
    }

    pub(crate) fn add_heap(&mut self, derefs: i32) {
        add(&mut self.heap, derefs);
    }

    pub(crate) fn add_mutator(&mut self, derefs: i32) {
        add(&mut self.mutator, derefs);
    }

    pub(crate) fn add_callee(&mut self, derefs: i32) {
        add(&mut self.callee, derefs);
    }

    pub(crate) fn add_result(&mut self, index: usize, derefs: i32) {
        add(&mut self.results[index], derefs);
    }

    /// Drops every way that is not shorter than the one to the heap.
    pub(crate) fn optimize(&mut self) {
        let Some(heap) = self.heap else { return };
        for other in [&mut self.mutator, &mut self.callee].into_iter().chain(&mut self.results) {
            if other.is_some_and(|derefs| derefs >= heap) {
                *other = None;
            }
        }
    }

    /// What callers see: a value that goes to the heap itself goes nowhere else.
    pub(crate) fn encoded(self) -> Self {
        if self.heap == Some(0) { Leaks::unknown() } else { self }
    }
}

fn add(slot: &mut Option<u8>, derefs: i32) {
    let derefs = derefs.clamp(0, 254) as u8;
    if slot.is_none_or(|old| derefs < old) {
        *slot = Some(derefs);
    }
}
