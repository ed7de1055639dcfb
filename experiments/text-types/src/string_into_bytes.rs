//! `into_bytes` and `String::from_utf8`: the block of the `String` becomes that of a `Vec<u8>`, and the other way round.

use crate::work::{ends, text};

// ANCHOR: run
/// Makes bytes of a `String`, and a `String` of the bytes.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let bytes = text(length).to_owned().into_bytes(); // heap: 1
    let owned = String::from_utf8(bytes).expect("it was a String");
    ends(&owned)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("String into_bytes(), and from_utf8()", sized(run))
        .answers(crate::work::answer)
        .exact(|length| declaration::Exact::once(length as u64))
        .at(crate::work::LONG)
        .against("string_made");
