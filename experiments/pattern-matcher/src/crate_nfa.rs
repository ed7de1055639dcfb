//! The `aho-corasick` crate's `ContiguousNFA`: a compact form: most states hold only their own children, and a scan follows failure links to find the others.
//!
//! Its iterator over overlapping matches hands each one out as a value.

use crate::automaton::Match;
use crate::corpus::{self, Text, weight};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use declaration::Prepared;

// ANCHOR: automaton
/// The crate's automaton of a dictionary.
///
/// # Panics
///
/// When the dictionary is too large for the crate.
pub fn automaton(patterns: &[impl AsRef<[u8]>]) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    builder.kind(Some(AhoCorasickKind::ContiguousNFA)).build(patterns).expect("a dictionary within the crate's limits") // heap: may
}
// ANCHOR_END: automaton

// ANCHOR: scan
/// All matches, overlapping ones too.
fn matches(automaton: &AhoCorasick, text: &[u8]) -> impl Iterator<Item = Match> {
    let matches = automaton.find_overlapping_iter(text); // heap: unknown
    matches.map(|found| Match { pattern: found.pattern().as_usize(), start: found.start(), end: found.end() })
}

/// The sum of the weights of all matches.
#[inline(never)]
fn scan(automaton: &AhoCorasick, text: &[u8]) -> u64 {
    matches(automaton, text).map(weight).sum() // heap: unknown
}
// ANCHOR_END: scan

/// Searches the text of common words.
pub fn prepare(patterns: usize) -> Prepared {
    let (automaton, text) = (automaton(&corpus::dictionary(patterns)), corpus::text(Text::Common, patterns));
    Box::new(move || scan(&automaton, &text)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the aho-corasick crate's contiguous NFA, by iterator", prepared(prepare))
        .answers(|patterns| crate::corpus::answer(crate::corpus::Text::Common, patterns))
        .exact(|_| declaration::Exact::NONE);
