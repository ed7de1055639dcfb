//! Standard output has a buffer of 1024 bytes, made by the first use of the process, which is not counted.
//!
//! Locking and flushing it afterwards allocates nothing, and as it is empty here, nothing is written.

use std::io::{Write, stdout};

// ANCHOR: run
/// No block from the second use of standard output on.
#[inline(never)]
pub fn run() -> u64 {
    u64::from(stdout().lock().flush().is_ok()) // heap: may
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`stdout`, locked and flushed again", run).answers(|_| 1).exact(|_| declaration::Exact::NONE);
