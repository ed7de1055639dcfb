//! What does it cost to hand over the matches of a search, and when is it the search itself that costs?
//!
//! An Aho-Corasick [`automaton`] searches generated texts for the words of generated dictionaries (see [`corpus`]). Two groups of variants:
//!
//! - how the matches are handed over, in a text of common words (baseline [`callback`], which keeps none);
//! - what else the time goes to: `_sparse` searches a text with few matches, `_scattered` one whose words are spread over the whole dictionary
//!   (each compared with the callback on the same text).

pub mod automaton;
pub mod corpus;

pub mod callback;
pub mod iterator;
pub mod reused_vec;
pub mod fresh_vec;
pub mod fixed_buffer;
pub mod boxed_any;
pub mod boxed_any_transient;
pub mod boxed_any_refilled;
pub mod crate_dfa;
pub mod crate_nfa;

use automaton::Match;
use corpus::Text::{Common, Scattered, Sparse};
use corpus::{answer, matches};
use instruments::{Axis, Exact, Experiment, Variant};

/// The bytes of a match: three words.
const MATCH: u64 = size_of::<Match>() as u64;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does it cost to hand over the matches of a search, and when is it the search itself that costs?",
    baseline: "callback",
    axis: Some(Axis { quantity: "size of the dictionary", unit: "patterns", sizes: corpus::SIZES }),
    variants: &[
        Variant::prepared("callback", "a closure is called with each match", callback::prepare)
            .answers(|patterns| answer(Common, patterns))
            .exact(|_| Exact::NONE),
        Variant::prepared("iterator", "the caller asks for the next match", iterator::prepare)
            .at(&[1_000, 100_000])
            .answers(|patterns| answer(Common, patterns))
            .exact(|_| Exact::NONE),
        Variant::prepared("reused_vec", "into a Vec<Match>, cleared and filled again", reused_vec::prepare)
            .answers(|patterns| answer(Common, patterns))
            .exact(|_| Exact::NONE),
        Variant::prepared("fresh_vec", "into a new Vec<Match>, which is returned", fresh_vec::prepare)
            .at(&[1_000, 100_000])
            .answers(|patterns| answer(Common, patterns))
            .exact(|patterns| doubling(matches(Common, patterns))),
        Variant::prepared("fixed_buffer", "into an array of 1024 matches, drained when full", fixed_buffer::prepare)
            .answers(|patterns| answer(Common, patterns))
            .exact(|_| Exact::NONE),
        Variant::prepared("boxed_any", "into a buffer of Box<dyn Any>, emptied after each search", boxed_any::prepare)
            .answers(|patterns| answer(Common, patterns))
            .exact(|patterns| all_kept(matches(Common, patterns))),
        Variant::prepared(
            "boxed_any_transient",
            "each in a Box<dyn Any> of its own, dropped before the next",
            boxed_any_transient::prepare,
        )
        .at(&[1_000, 100_000])
        .answers(|patterns| answer(Common, patterns))
        .exact(|patterns| Exact::each(matches(Common, patterns), MATCH)),
        Variant::prepared(
            "boxed_any_refilled",
            "into a buffer of Box<dyn Any> that are kept and written into again",
            boxed_any_refilled::prepare,
        )
        .at(&[1_000, 100_000])
        .answers(|patterns| answer(Common, patterns))
        .exact(|_| Exact::NONE),
        Variant::prepared("crate_dfa", "the aho-corasick crate's DFA, by iterator", crate_dfa::prepare)
            .at(&[10, 1_000])
            .answers(|patterns| answer(Common, patterns))
            .exact(|_| Exact::NONE),
        Variant::prepared("crate_nfa", "the aho-corasick crate's contiguous NFA, by iterator", crate_nfa::prepare)
            .answers(|patterns| answer(Common, patterns))
            .exact(|_| Exact::NONE),
        Variant::prepared("callback_sparse", "callback, few matches", callback::prepare_sparse)
            .answers(|patterns| answer(Sparse, patterns))
            .exact(|_| Exact::NONE)
            .against("callback_sparse"),
        Variant::prepared("boxed_any_sparse", "boxed_any, few matches", boxed_any::prepare_sparse)
            .answers(|patterns| answer(Sparse, patterns))
            .exact(|patterns| all_kept(matches(Sparse, patterns)))
            .against("callback_sparse"),
        Variant::prepared("callback_scattered", "callback, words from all over", callback::prepare_scattered)
            .answers(|patterns| answer(Scattered, patterns))
            .exact(|_| Exact::NONE),
        Variant::prepared("boxed_any_scattered", "boxed_any, words from all over", boxed_any::prepare_scattered)
            .at(&[1_000, 100_000])
            .answers(|patterns| answer(Scattered, patterns))
            .exact(|patterns| all_kept(matches(Scattered, patterns)))
            .against("callback_scattered"),
    ],
};

/// A box for each match, all kept to the end of the search.
const fn all_kept(matches: u64) -> Exact {
    Exact::together(matches, matches * MATCH)
}

/// A block for 4 matches, doubled by reallocation until it holds them all.
fn doubling(matches: u64) -> Exact {
    let capacity = matches.next_power_of_two().max(4);
    Exact {
        reallocations: u64::from((capacity / 4).ilog2()),
        // 4 + 8 + ... + capacity
        requested_bytes: (2 * capacity - 4) * MATCH,
        ..Exact::once(capacity * MATCH)
    }
}
