//! `clone` of a `Cow` that borrows: another borrow of the same text.
//!
//! The code is that for a `Cow` that owns.

use crate::cow_owned_cloned::run;
use crate::work::text;
use declaration::Prepared;
use std::borrow::Cow;

/// A caller that keeps one.
pub fn prepare(length: usize) -> Prepared {
    let kept = Cow::Borrowed(text(length));
    Box::new(move || run(&kept)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Cow<str> that borrows, clone()", prepared(prepare))
        .answers(crate::work::answer)
        .exact(|_| declaration::Exact::NONE)
        .against("string_cloned");
