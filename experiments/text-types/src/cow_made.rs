//! `Cow<str>` from a `&str` borrows it.

use crate::work::{ends, text};
use std::borrow::Cow;
use std::hint::black_box;

// ANCHOR: run
/// Makes a `Cow` of the text. It is opaque, so that it has to exist.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let cow = black_box(Cow::from(text(length)));
    ends(&cow)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Cow<str>, borrowed", sized(run))
    .answers(crate::work::answer)
    .exact(|_| declaration::Exact::NONE);
