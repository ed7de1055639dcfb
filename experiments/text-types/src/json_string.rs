//! serde, a `String`: the text is copied out of the JSON.

use crate::work::{JSON, ends};
use serde::Deserialize;
use std::hint::black_box;

// ANCHOR: run
/// A customer, as JSON has one.
#[derive(Deserialize)] // heap: may, unknown
struct Customer {
    name: String,
}

/// Decodes a name without an escape.
#[inline(never)]
pub fn run() -> u64 {
    let decoded: Customer = serde_json::from_str(black_box(JSON)).expect("the JSON has a name"); // heap: may
    ends(&decoded.name)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("serde, String", run)
    .answers(|_| crate::work::ends(crate::work::NAME))
    .exact(|_| declaration::Exact::once(crate::NAME))
    .against(declaration::ITSELF);
