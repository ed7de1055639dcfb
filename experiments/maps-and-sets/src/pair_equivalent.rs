//! hashbrown's `Equivalent`: a pair of `&str` is compared with a key of two `String`s.

use crate::work::{FROM, Fixed, MINUTES, TO};
use declaration::Prepared;
use hashbrown::{Equivalent, HashMap};
use std::hint::black_box;

// ANCHOR: pair
/// Two names that are looked for. It has the hash of a pair of `String`s, because it hashes the same parts in the same order.
#[derive(Hash)]
struct Pair<'a>(&'a str, &'a str);

impl Equivalent<(String, String)> for Pair<'_> {
    fn equivalent(&self, (from, to): &(String, String)) -> bool {
        self.0 == from && self.1 == to
    }
}
// ANCHOR_END: pair

// ANCHOR: run
/// The minutes of the line between two stations.
#[inline(never)]
pub fn run(lines: &HashMap<(String, String), u64, Fixed>, from: &str, to: &str) -> u64 {
    lines.get(&Pair(from, to)).copied().unwrap_or(0)
}
// ANCHOR_END: run

/// A caller that has a map with the line.
pub fn prepare(_: usize) -> Prepared {
    let lines: HashMap<_, _, Fixed> = [((FROM.to_owned(), TO.to_owned()), MINUTES)].into_iter().collect(); // heap: 3, may
    Box::new(move || run(&lines, black_box(FROM), black_box(TO))) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a key of two Strings, hashbrown's Equivalent", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::MINUTES)
        .exact(|_| declaration::Exact::NONE)
        .against("pair_owned");
