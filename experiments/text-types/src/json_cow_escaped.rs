//! serde, a `Cow<str>` with `#[serde(borrow)]`: a text with an escape is not in the JSON as it is, and so it is made.

use crate::work::{ESCAPED_JSON, ends};
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

/// Decodes a name with an escape.
#[inline(never)]
pub fn run() -> u64 {
    let decoded: Customer<'_> = serde_json::from_str(black_box(ESCAPED_JSON)).expect("the JSON has a name"); // heap: may
    ends(&decoded.name)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("serde, Cow<str> with borrow, an escape", run)
    .answers(|_| crate::work::ends(crate::work::ESCAPED_NAME))
    .exact(|_| crate::unescaped())
    .against("json_string");
