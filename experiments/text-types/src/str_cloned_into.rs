//! `clone_into`: `to_owned` into a `String` that is there, which keeps its block.

use crate::work::{ends, text};
use declaration::Prepared;

// ANCHOR: run
/// Copies the text over what the `String` held.
#[inline(never)]
pub fn run(kept: &mut String, from: &str) -> u64 {
    from.clone_into(kept); // heap: may
    ends(kept)
}
// ANCHOR_END: run

/// A caller that keeps the `String`; the first call makes it grow.
pub fn prepare(length: usize) -> Prepared {
    let mut kept = String::new();
    Box::new(move || run(&mut kept, text(length))) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("str, clone_into() a kept String", prepared(prepare))
        .answers(crate::work::answer)
        .exact(|_| declaration::Exact::NONE)
        .against("string_cloned");
