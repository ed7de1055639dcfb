//! Into a buffer of fixed capacity: no allocation at all, and a full buffer is an error that loses no match.
//!
//! The buffer is an array, so it may stand on the stack or in a static. When it is full, the search stops before the match that found no room;
//! the caller drains the buffer and calls again.

use crate::automaton::{Automaton, Match, Matches};
use crate::corpus::{self, Text, weight};
use declaration::Prepared;
use std::iter::Peekable;
use thiserror::Error;

// ANCHOR: buffer
/// At most `CAPACITY` matches.
#[derive(Clone, Debug)]
pub struct FixedBuffer<const CAPACITY: usize> {
    matches: [Match; CAPACITY],
    length: usize,
}

/// The buffer has no room for the next match. The matches in it are untouched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)] // heap: unknown
#[error("the buffer is full at {capacity} matches; drain it and call again, no match is lost")]
pub struct Overflow {
    /// How many matches it holds.
    pub capacity: usize,
}

impl<const CAPACITY: usize> FixedBuffer<CAPACITY> {
    /// Adds a match.
    ///
    /// # Errors
    ///
    /// A full buffer.
    pub fn push(&mut self, found: Match) -> Result<(), Overflow> {
        let room = self.matches.get_mut(self.length).ok_or(Overflow { capacity: CAPACITY })?;
        *room = found;
        self.length += 1;
        Ok(())
    }

    /// The matches in it, in the order in which they were added. The buffer is empty afterwards.
    pub fn drain(&mut self) -> &[Match] {
        &self.matches[..std::mem::take(&mut self.length)]
    }
}
// ANCHOR_END: buffer

impl<const CAPACITY: usize> FixedBuffer<CAPACITY> {
    /// An empty buffer.
    pub fn new() -> Self {
        Self { matches: [Match::default(); CAPACITY], length: 0 }
    }
}

impl<const CAPACITY: usize> Default for FixedBuffer<CAPACITY> {
    fn default() -> Self {
        Self::new()
    }
}

// ANCHOR: scan
/// Moves matches into the buffer, to the end of the text or until the buffer is full.
///
/// # Errors
///
/// A full buffer with a match left over. It is still the next one of `matches`.
pub fn find_into<const CAPACITY: usize>(
    matches: &mut Peekable<Matches<'_>>,
    buffer: &mut FixedBuffer<CAPACITY>,
) -> Result<(), Overflow> {
    while let Some(found) = matches.peek() {
        buffer.push(*found)?;
        matches.next();
    }
    Ok(())
}

/// The sum of the weights of all matches, a buffer full after the other.
#[inline(never)]
fn scan(automaton: &Automaton, text: &[u8], buffer: &mut FixedBuffer<1024>) -> u64 {
    let mut matches = automaton.matches(text).peekable();
    let mut sum = 0;
    loop {
        let found = find_into(&mut matches, buffer);
        sum += buffer.drain().iter().copied().map(weight).sum::<u64>();
        if found.is_ok() {
            return sum;
        }
    }
}
// ANCHOR_END: scan

/// Searches the text of common words, with a buffer that is drained many times.
pub fn prepare(patterns: usize) -> Prepared {
    let (automaton, text) = (corpus::automaton(patterns), corpus::text(Text::Common, patterns));
    let mut buffer = FixedBuffer::new();
    Box::new(move || scan(automaton, &text, &mut buffer)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("into an array of 1024 matches, drained when full", prepared(prepare))
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Common, patterns))
        .exact(|_| declaration::Exact::NONE);
