//! What does it cost to hand over the matches of a search, and when is it the search itself that costs?
//!
//! An Aho-Corasick [`automaton`] searches generated texts for the words of generated dictionaries (see [`corpus`]). Two groups of variants:
//!
//! - how the matches are handed over, in a text of common words (baseline [`callback`], which keeps none);
//! - what else the time goes to: `_sparse` searches a text with few matches, `_scattered` one whose words are spread over the whole dictionary
//!   (each compared with the callback on the same text).

pub mod automaton;
pub mod corpus;

use automaton::Match;
use declaration::{Axis, Experiment};

declaration::variants![
    callback,
    iterator,
    reused_vec,
    fresh_vec,
    fixed_buffer,
    boxed_any,
    boxed_any_transient,
    boxed_any_refilled,
    crate_dfa,
    crate_nfa,
    callback::SPARSE,
    boxed_any::SPARSE,
    callback::SCATTERED,
    boxed_any::SCATTERED,
];

/// The bytes of a match: three words.
const MATCH: u64 = size_of::<Match>() as u64;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does it cost to hand over the matches of a search, and when is it the search itself that costs?",
    baseline: "callback",
    axis: Some(Axis { quantity: "size of the dictionary", unit: "patterns", sizes: corpus::SIZES }),
    variants: VARIANTS,
};
