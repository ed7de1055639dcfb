//! `into_owned` of a `Cow` that owns hands the `String` out; of one that borrows it copies.

use crate::work::{ends, text};
use std::borrow::Cow;
use std::hint::black_box;

// ANCHOR: run
/// Puts a `String` into a `Cow` and takes it out. The `Cow` is opaque, so that both arms exist.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let cow: Cow<'_, str> = black_box(Cow::Owned(text(length).to_owned())); // heap: 1
    let owned = cow.into_owned(); // heap: 1
    ends(&owned)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Cow<str> that owns, into_owned()", sized(run))
    .answers(crate::work::answer)
    .exact(|length| declaration::Exact::once(length as u64))
    .at(crate::work::LONG)
    .against("string_made");
