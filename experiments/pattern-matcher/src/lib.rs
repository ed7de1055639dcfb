//! What does it cost to hand over the matches of a search, and when is it the search itself that costs?
pub mod automaton;
pub mod corpus;
pub mod callback;
pub mod iterator;
pub mod reused_vec;
pub mod fresh_vec;
pub mod fixed_buffer;
pub mod boxed_any;
pub mod boxed_any_overwritten;
pub mod boxed_any_refilled;
pub mod crate_dfa;
pub mod crate_nfa;
