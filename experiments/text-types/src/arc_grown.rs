//! An `Arc<str>` can't grow: what is longer is built in a `String`, and copied behind counters.

use crate::work::{ends, text};
use std::sync::Arc;

// ANCHOR: run
/// Builds the longer text in a `String` of the right size, and shares it.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut owned = String::with_capacity(length + 1); // heap: 1
    owned.push_str(text(length)); // heap: elided
    owned.push('!'); // heap: elided
    let shared: Arc<str> = Arc::from(owned); // heap: 1
    ends(&shared)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a String with room, into an Arc<str>", sized(run))
        .answers(crate::work::exclaimed)
        .exact(|length| crate::copied(length + 1))
        .against("string_pushed_with_room");
