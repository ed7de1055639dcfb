//! Into a buffer of anything, `Vec<Box<dyn Any>>`, behind an operations trait: every match is boxed, so every match allocates.
//!
//! The buffer does not know the type of its items, so it can neither store them in place nor read them: each is an address and a vtable,
//! and an operations object, which knows the type, stores and reads. Emptying the buffer frees the boxes one by one.

use crate::automaton::{Automaton, Match};
use crate::corpus::{self, Text, weight};
use declaration::Prepared;
use std::any::Any;
use thiserror::Error;

// ANCHOR: buffer
/// What can be done with items whose type the buffer does not know.
trait Operations {
    fn assign(&self, slots: &mut Vec<Box<dyn Any>>, item: Box<dyn Any>);
    fn weigh(&self, item: &dyn Any) -> Option<u64>;
}

/// At most `capacity` items, of any type.
struct Buffer {
    slots: Vec<Box<dyn Any>>,
    capacity: usize,
    operations: Box<dyn Operations>,
}

/// The buffer has no room left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)] // heap: unknown
#[error("the buffer is full at {capacity} items; make it larger, or reset it first")]
struct Overflow {
    capacity: usize,
}

impl Buffer {
    fn push(&mut self, item: Box<dyn Any>) -> Result<(), Overflow> {
        if self.slots.len() == self.capacity {
            return Err(Overflow { capacity: self.capacity });
        }
        self.operations.assign(&mut self.slots, item); // heap: unknown
        Ok(())
    }

    fn reset(&mut self) {
        self.slots.clear();
    }
}
// ANCHOR_END: buffer

// ANCHOR: operations
struct MatchOperations;

impl Operations for MatchOperations {
    fn assign(&self, slots: &mut Vec<Box<dyn Any>>, item: Box<dyn Any>) {
        slots.push(item); // heap: may
    }

    fn weigh(&self, item: &dyn Any) -> Option<u64> {
        item.downcast_ref::<Match>().copied().map(weight) // heap: unknown
    }
}
// ANCHOR_END: operations

// ANCHOR: scan
/// Fills the buffer with all matches, reads them back, and empties it.
#[inline(never)]
fn scan(automaton: &Automaton, text: &[u8], buffer: &mut Buffer) -> Result<u64, Overflow> {
    for found in automaton.matches(text) {
        buffer.push(Box::new(found))?; // heap: 1
    }
    let sum = buffer.slots.iter().filter_map(|item| buffer.operations.weigh(&**item)).sum(); // heap: unknown
    buffer.reset();
    Ok(sum)
}
// ANCHOR_END: scan

/// The buffer is made here, with room for the matches of the text. A full one would be a wrong answer.
fn over(kind: Text, patterns: usize) -> Prepared {
    let (automaton, text) = (corpus::automaton(patterns), corpus::text(kind, patterns));
    let capacity = automaton.matches(&text).count();
    let mut buffer = Buffer { slots: Vec::with_capacity(capacity), capacity, operations: Box::new(MatchOperations) }; // heap: 1, elided
    Box::new(move || scan(automaton, &text, &mut buffer).unwrap_or(0)) // heap: 1
}

/// Searches the text of common words.
pub fn prepare(patterns: usize) -> Prepared {
    over(Text::Common, patterns)
}

/// Searches the text of scattered words.
pub fn prepare_scattered(patterns: usize) -> Prepared {
    over(Text::Scattered, patterns)
}

/// Searches the text of near misses.
pub fn prepare_sparse(patterns: usize) -> Prepared {
    over(Text::Sparse, patterns)
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("into a buffer of Box<dyn Any>, emptied after each search", prepared(prepare))
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Common, patterns))
        .exact(|patterns| all_kept(crate::corpus::matches(crate::corpus::Text::Common, patterns)));

pub(crate) static SPARSE: declaration::Variant =
    declaration::variant!("boxed_any_sparse", "boxed_any, few matches", prepared(prepare_sparse))
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Sparse, patterns))
        .exact(|patterns| all_kept(crate::corpus::matches(crate::corpus::Text::Sparse, patterns)))
        .against("callback_sparse");

pub(crate) static SCATTERED: declaration::Variant =
    declaration::variant!("boxed_any_scattered", "boxed_any, words from all over", prepared(prepare_scattered))
        .at(&[1_000, 100_000])
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Scattered, patterns))
        .exact(|patterns| all_kept(crate::corpus::matches(crate::corpus::Text::Scattered, patterns)))
        .against("callback_scattered");

/// A box for each match, all kept to the end of the search.
const fn all_kept(matches: u64) -> declaration::Exact {
    declaration::Exact::together(matches, matches * crate::MATCH)
}
