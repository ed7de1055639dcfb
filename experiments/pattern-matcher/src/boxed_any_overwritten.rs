//! The buffer of anything whose reset only sets its length to zero: as many allocations, but a box lives until the next search overwrites its slot.
//!
//! This is how a buffer of `interface{}` is reset in Go, where the old items become garbage one by one. In Rust each is freed by the assignment
//! that replaces it: the work is the same, it is spread over the next search, and the boxes of one search are kept between two.

use crate::automaton::{Automaton, Match};
use crate::corpus::{self, Text, weight};
use instruments::Prepared;
use std::any::Any;

// ANCHOR: buffer
/// What can be done with items whose type the buffer does not know.
trait Operations {
    fn assign(&self, slot: &mut Option<Box<dyn Any>>, item: Box<dyn Any>);
    fn weigh(&self, item: &dyn Any) -> Option<u64>;
}

/// As many items as there are slots, of any type.
struct Buffer {
    slots: Vec<Option<Box<dyn Any>>>,
    length: usize,
    operations: Box<dyn Operations>,
}

/// The buffer has no room left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Overflow;

impl Buffer {
    fn push(&mut self, item: Box<dyn Any>) -> Result<(), Overflow> {
        let slot = self.slots.get_mut(self.length).ok_or(Overflow)?;
        self.operations.assign(slot, item); // heap: unknown
        self.length += 1;
        Ok(())
    }

    fn reset(&mut self) {
        self.length = 0;
    }
}
// ANCHOR_END: buffer

struct MatchOperations;

// ANCHOR: operations
impl Operations for MatchOperations {
    fn assign(&self, slot: &mut Option<Box<dyn Any>>, item: Box<dyn Any>) {
        // Frees what was in the slot.
        *slot = Some(item);
    }

    fn weigh(&self, item: &dyn Any) -> Option<u64> {
        item.downcast_ref::<Match>().copied().map(weight)
    }
}
// ANCHOR_END: operations

/// Fills the buffer with all matches and reads them back.
#[inline(never)]
fn scan(automaton: &Automaton, text: &[u8], buffer: &mut Buffer) -> Result<u64, Overflow> {
    buffer.reset();
    for found in automaton.matches(text) {
        buffer.push(Box::new(found))?; // heap: 1
    }
    let items = buffer.slots[..buffer.length].iter().flatten();
    Ok(items.filter_map(|item| buffer.operations.weigh(&**item)).sum()) // heap: unknown
}

/// The buffer is made here, with a slot for each match of the text of common words. A full one would be a wrong answer.
pub fn prepare(patterns: usize) -> Prepared {
    let (automaton, text) = (corpus::automaton(patterns), corpus::text(Text::Common, patterns));
    let slots = automaton.matches(&text).map(|_| None).collect();
    let mut buffer = Buffer { slots, length: 0, operations: Box::new(MatchOperations) };
    Box::new(move || scan(automaton, &text, &mut buffer).unwrap_or(0))
}
