//! A `&'static str`: no allocation; the reference is a local of two words, its bytes are in the program file.

use crate::place::{Look, Place};

// ANCHOR: show
/// Shows a reference to a literal, and the bytes of the literal.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    let text: &'static str = "allocation";
    look(&[Place::of("reference", &text).pointing_to("bytes"), Place::of("bytes", text)]); // heap: unknown
    text.len() as u64
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a reference to a literal", run).answers(|_| 10).exact(|_| declaration::Exact::NONE);
