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

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Path::join`, and an `OsString` from a `String`", run)
        .answers(|_| 20)
        .debug(|_| path_joined_in_debug())
        .release(|_| crate::doubled(10, 1));

/// The path and its growth, with the `String`'s block in between; release elides the latter.
const fn path_joined_in_debug() -> declaration::Exact {
    let path = crate::doubled(10, 1);
    declaration::Exact {
        allocations: path.allocations + 1,
        deallocations: path.deallocations + 1,
        requested_bytes: path.requested_bytes + 5,
        net_bytes: path.net_bytes + 5,
        peak_bytes: path.peak_bytes + 5,
        ..path
    }
}
