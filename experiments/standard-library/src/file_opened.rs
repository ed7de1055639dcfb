//! `File::open` needs the path with a final zero; a path shorter than 384 bytes gets it on the stack.

use std::fs::File;

// ANCHOR: run
/// No block.
#[inline(never)]
pub fn run() -> u64 {
    u64::from(File::open("/dev/null").is_ok()) // heap: may
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`File::open` of a short path", run).answers(|_| 1).exact(|_| declaration::Exact::NONE);
