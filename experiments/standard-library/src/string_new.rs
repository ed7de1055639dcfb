//! `String::new` does not allocate: as `Vec::new`, it has no block until something is pushed.

// ANCHOR: run
/// No block.
#[inline(never)]
pub fn run() -> u64 {
    let text = String::new(); // heap: none
    (text.len() + text.capacity()) as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`String::new`", run).answers(|_| 0).exact(|_| declaration::Exact::NONE);
