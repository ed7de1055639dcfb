//! `with_capacity` of the final length: one block.

use crate::work::{ends, text};

// ANCHOR: run
/// Makes room for the text and a character more.
#[inline(never)]
pub fn run(length: usize) -> u64 {
    let mut owned = String::with_capacity(length + 1); // heap: 1
    owned.push_str(text(length)); // heap: elided
    owned.push('!'); // heap: elided
    ends(&owned)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("with_capacity(), then push_str() and push()", sized(run))
        .answers(crate::work::exclaimed)
        .exact(|length| declaration::Exact::once(length as u64 + 1))
        .against(declaration::ITSELF);
