//! The buffer of anything that keeps its boxes and writes the next search's matches into them: the boxes and the dynamic types, without the allocations.
//!
//! A match is lent as `&dyn Any` and copied into the box of its slot. The first search makes the boxes; the next ones find them.
//! What is left above `reused_vec` is not the allocator's: an indirect call for each match, a check of its type, and an address to follow.

use crate::automaton::{Automaton, Match};
use crate::corpus::{self, Text, weight};
use declaration::Prepared;
use std::any::Any;

// ANCHOR: buffer
/// What can be done with items whose type the buffer does not know.
trait Operations {
    fn assign(&self, slot: &mut Option<Box<dyn Any>>, item: &dyn Any);
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
    fn push(&mut self, item: &dyn Any) -> Result<(), Overflow> {
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
    fn assign(&self, slot: &mut Option<Box<dyn Any>>, item: &dyn Any) {
        let Some(found) = item.downcast_ref::<Match>() else { return }; // heap: unknown
        match slot.as_mut().and_then(|kept| kept.downcast_mut::<Match>()) {
            // heap: unknown
            Some(kept) => *kept = *found,
            None => *slot = Some(Box::new(*found)), // heap: 1
        }
    }

    fn weigh(&self, item: &dyn Any) -> Option<u64> {
        item.downcast_ref::<Match>().copied().map(weight) // heap: unknown
    }
}
// ANCHOR_END: operations

/// Fills the buffer with all matches and reads them back.
#[inline(never)]
fn scan(automaton: &Automaton, text: &[u8], buffer: &mut Buffer) -> Result<u64, Overflow> {
    buffer.reset();
    for found in automaton.matches(text) {
        buffer.push(&found)?;
    }
    let items = buffer.slots[..buffer.length].iter().flatten();
    Ok(items.filter_map(|item| buffer.operations.weigh(&**item)).sum()) // heap: unknown
}

/// The buffer is made here, with a slot for each match of the text of common words. A full one would be a wrong answer.
pub fn prepare(patterns: usize) -> Prepared {
    let (automaton, text) = (corpus::automaton(patterns), corpus::text(Text::Common, patterns));
    let slots = automaton.matches(&text).map(|_| None).collect(); // heap: 1, may
    let mut buffer = Buffer { slots, length: 0, operations: Box::new(MatchOperations) }; // heap: elided
    Box::new(move || scan(automaton, &text, &mut buffer).unwrap_or(0)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("into a buffer of Box<dyn Any> that are kept and written into again", prepared(prepare))
        .at(&[1_000, 100_000])
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Common, patterns))
        .exact(|_| declaration::Exact::NONE);
