//! `collect` into a `Result` stops at the first error; the `Vec` of what came before it is freed.

// ANCHOR: run
#[inline(never)]
fn parsed(words: &[&str]) -> Result<Vec<u64>, std::num::ParseIntError> {
    words.iter().map(|word| word.parse()).collect() // heap: 1
}

/// One block for each call: in the second, for the elements before the error.
#[inline(never)]
pub fn run() -> u64 {
    let numbers = parsed(&["1", "2", "3"]).unwrap_or_default();
    let nothing = parsed(&["1", "two", "3"]).unwrap_or_default();
    numbers.iter().sum::<u64>() + nothing.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`collect` into a `Result`, with and without error", run)
        .answers(|_| 6)
        .exact(|_| declaration::Exact::together(2, 2 * 32));
