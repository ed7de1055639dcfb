//! `into_boxed_str` of a `String` with room: the room is given back, which is a reallocation.

use crate::work::{ends, text};

// ANCHOR: run
/// Boxes a `String` whose block is twice as large as its text.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut owned = String::with_capacity(2 * length); // heap: 1
    owned.push_str(text(length)); // heap: elided
    let boxed = owned.into_boxed_str(); // heap: 1
    ends(&boxed)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("String with room, into_boxed_str()", sized(run))
        .answers(crate::work::answer)
        .exact(|length| {
            let length = length as u64;
            let requested_bytes = 2 * length + length;
            declaration::Exact { reallocations: 1, requested_bytes, ..declaration::Exact::once(2 * length) }
        })
        .at(crate::work::LONG)
        .against("string_made");
