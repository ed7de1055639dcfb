//! `Path::join` copies the first path into a block of that size and then appends, which grows it; `OsString::from` a `String` keeps
//! the `String`'s block.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

// ANCHOR: run
#[inline(never)]
fn joined(directory: &Path, file: &str) -> PathBuf {
    directory.join(file) // heap: may
}

/// One block for the path, reallocated for the file; at opt-level 0 one more, the `String`'s, which release elides.
#[inline(never)]
pub fn run() -> u64 {
    let path = joined(Path::new("/usr/share"), "dict");
    let name = OsString::from(String::from("words")); // heap: elided
    (path.as_os_str().len() + name.len()) as u64
}
// ANCHOR_END: run
