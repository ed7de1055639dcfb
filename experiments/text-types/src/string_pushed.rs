//! `push` onto a copy: a `String` made of a `&str` has no room, so the first `push` doubles the block.

use crate::work::{ends, text};

// ANCHOR: run
/// Copies the text and appends a character.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut owned = text(length).to_owned(); // heap: 1
    owned.push('!'); // heap: may
    ends(&owned)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("to_owned(), then push()", sized(run))
    .answers(crate::work::exclaimed)
    .exact(|length| {
        let length = length as u64;
        declaration::Exact { reallocations: 1, requested_bytes: 3 * length, ..declaration::Exact::once(2 * length) }
    })
    .against("string_pushed_with_room");
