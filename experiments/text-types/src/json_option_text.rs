//! serde, an `Option` of a type of our own, whose field has `#[serde(borrow)]`: the text is borrowed, because there the field is a `Cow`.

use crate::work::{JSON, ends};
use serde::Deserialize;
use std::borrow::Cow;
use std::hint::black_box;

// ANCHOR: text
/// A text that borrows where it can, in a place where the attribute has no effect.
#[derive(Deserialize)] // heap: may, unknown
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
// ANCHOR_END: text

// ANCHOR: run
/// A customer, as JSON has one.
#[derive(Deserialize)] // heap: may
struct Customer<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
}

/// Decodes a name without an escape.
#[inline(never)]
pub fn run() -> u64 {
    let decoded: Customer<'_> = serde_json::from_str(black_box(JSON)).expect("the JSON has a name"); // heap: may
    ends(decoded.name.as_ref().map_or("", |name| &name.0))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("serde, Option of a newtype with borrow", run)
    .answers(|_| crate::work::ends(crate::work::NAME))
    .exact(|_| declaration::Exact::NONE)
    .against("json_string");
