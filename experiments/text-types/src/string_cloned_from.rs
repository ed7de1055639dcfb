//! `clone_from`: the `String` that is there takes the text into its own block.

use crate::work::{ends, text};
use declaration::Prepared;

// ANCHOR: run
/// Copies one text over another.
#[inline(never)]
pub fn run(kept: &mut String, from: &String) -> u64 {
    kept.clone_from(from); // heap: may
    ends(kept)
}
// ANCHOR_END: run

/// A caller that keeps two `String`s of the same length.
pub fn prepare(length: usize) -> Prepared {
    let from = text(length).to_owned(); // heap: 1
    let mut kept = from.to_uppercase(); // heap: may
    Box::new(move || run(&mut kept, &from)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("String, clone_from()", prepared(prepare))
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE)
    .against("string_cloned");
