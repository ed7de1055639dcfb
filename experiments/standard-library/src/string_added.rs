//! `+` takes the `String` on its left and pushes what is on its right: no new text is made, and the block grows where it is too small.

// ANCHOR: run
#[inline(never)]
fn added(left: String, right: &str) -> String {
    left + right // heap: may
}

/// One block for the 8 bytes on the left, reallocated for 16.
#[inline(never)]
pub fn run() -> u64 {
    added(String::from("salt and"), " pepper").len() as u64 // heap: 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`left + right`", run).answers(|_| 15).exact(|_| crate::doubled(8, 1));
