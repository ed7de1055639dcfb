//! Each match boxed as `dyn Any`, read by the operations object, and dropped before the next one is made: as many allocations, no buffer.
//!
//! At any time one box is live, and the allocator hands out the block that it has just got back. So this is the price of the calls alone;
//! what `boxed_any` costs above it is that its boxes are all kept: memory to be written, read, and freed once it has gone cold.

use crate::automaton::{Automaton, Match};
use crate::corpus::{self, Text, weight};
use declaration::Prepared;
use std::any::Any;

// ANCHOR: operations
/// What can be done with items whose type the search does not know.
trait Operations {
    fn weigh(&self, item: Box<dyn Any>) -> Option<u64>;
}

struct MatchOperations;

impl Operations for MatchOperations {
    fn weigh(&self, item: Box<dyn Any>) -> Option<u64> {
        item.downcast_ref::<Match>().copied().map(weight) // heap: unknown
    }
}
// ANCHOR_END: operations

// ANCHOR: scan
/// Boxes all matches, one after the other, and gives each away to be read.
#[inline(never)]
fn scan(automaton: &Automaton, text: &[u8], operations: &dyn Operations) -> u64 {
    automaton.matches(text).filter_map(|found| operations.weigh(Box::new(found))).sum() // heap: 1, unknown
}
// ANCHOR_END: scan

/// Searches the text of common words. The operations object is boxed, so that its type is not known where it is called.
pub fn prepare(patterns: usize) -> Prepared {
    let (automaton, text) = (corpus::automaton(patterns), corpus::text(Text::Common, patterns));
    let operations: Box<dyn Operations> = Box::new(MatchOperations); // heap: elided
    Box::new(move || scan(automaton, &text, &*operations)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("each in a Box<dyn Any> of its own, dropped before the next", prepared(prepare))
        .at(&[1_000, 100_000])
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Common, patterns))
        .exact(|patterns| {
            declaration::Exact::each(crate::corpus::matches(crate::corpus::Text::Common, patterns), crate::MATCH)
        });
