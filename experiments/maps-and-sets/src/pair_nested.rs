//! A map of maps: each is asked by a `&str`.

use crate::work::{FROM, MINUTES, Map, TO};
use declaration::Prepared;
use std::hint::black_box;

// ANCHOR: run
/// The minutes of the line between two stations.
#[inline(never)]
pub fn run(lines: &Map<String, Map<String, u64>>, from: &str, to: &str) -> u64 {
    lines.get(from).and_then(|lines| lines.get(to)).copied().unwrap_or(0)
}
// ANCHOR_END: run

/// A caller that has a map with the line.
pub fn prepare(_: usize) -> Prepared {
    let inner: Map<_, _> = [(TO.to_owned(), MINUTES)].into_iter().collect(); // heap: 1, may
    let lines: Map<_, _> = [(FROM.to_owned(), inner)].into_iter().collect(); // heap: 1, may
    Box::new(move || run(&lines, black_box(FROM), black_box(TO))) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a map of maps, get twice", prepared(prepare))
    .without_size()
    .answers(|_| crate::work::MINUTES)
    .exact(|_| declaration::Exact::NONE)
    .against("pair_owned");
