//! `File::open` of a longer path: a `CString` on the heap, for the final zero.

use std::fs::File;

// ANCHOR: run
/// `/dev/null` after 400 slashes, which lead to the same file.
static PATH: [u8; 409] = {
    let mut path = [b'/'; 409];
    let (_, end) = path.split_at_mut(400);
    end.copy_from_slice(b"/dev/null");
    path
};

/// One block: the path and its zero.
#[inline(never)]
pub fn run() -> u64 {
    std::str::from_utf8(&PATH).map_or(0, |path| u64::from(File::open(path).is_ok())) // heap: may
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`File::open` of a path of 409 bytes", run)
    .answers(|_| 1)
    .exact(|_| declaration::Exact::once(409 + 1));
