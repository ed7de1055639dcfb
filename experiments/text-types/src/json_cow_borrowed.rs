//! serde, a `Cow<str>` with `#[serde(borrow)]`: the text is borrowed from the JSON.

use crate::work::{JSON, ends};
use serde::Deserialize;
use std::borrow::Cow;
use std::hint::black_box;

// ANCHOR: run
/// A customer, as JSON has one.
#[derive(Deserialize)] // heap: may
struct Customer<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
}

/// Decodes a name without an escape.
#[inline(never)]
pub fn run() -> u64 {
    let decoded: Customer<'_> = serde_json::from_str(black_box(JSON)).expect("the JSON has a name"); // heap: may
    ends(&decoded.name)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("serde, Cow<str> with borrow", run)
    .answers(|_| crate::work::ends(crate::work::NAME))
    .exact(|_| declaration::Exact::NONE)
    .against("json_string");
