//! A key of two `String`s: `get` wants a reference to such a pair, so both are made in order to ask.

use crate::work::{FROM, MINUTES, Map, TO};
use declaration::Prepared;
use std::hint::black_box;

// ANCHOR: run
/// The minutes of the line between two stations.
#[inline(never)]
pub fn run(lines: &Map<(String, String), u64>, from: &str, to: &str) -> u64 {
    lines.get(&(from.to_owned(), to.to_owned())).copied().unwrap_or(0) // heap: 2
}
// ANCHOR_END: run

/// A caller that has a map with the line.
pub fn prepare(_: usize) -> Prepared {
    let lines: Map<_, _> = [((FROM.to_owned(), TO.to_owned()), MINUTES)].into_iter().collect(); // heap: 2, may
    Box::new(move || run(&lines, black_box(FROM), black_box(TO))) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a key of two Strings, get of a pair that is made", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::MINUTES)
        .exact(|_| declaration::Exact::together(2, (crate::work::FROM.len() + crate::work::TO.len()) as u64))
        .against("pair_owned");
