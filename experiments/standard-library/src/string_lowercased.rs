//! `to_lowercase` makes a new `String`, `make_ascii_lowercase` changes the one it is given.

// ANCHOR: run
#[inline(never)]
fn lowercased(text: &str) -> String {
    let mut lower = text.to_lowercase(); // heap: may
    lower.make_ascii_lowercase();
    lower
}

/// One block, of the length of the text.
#[inline(never)]
pub fn run() -> u64 {
    lowercased("Salt AND Pepper").len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`to_lowercase`, then `make_ascii_lowercase`", run)
        .answers(|_| 15)
        .exact(|_| declaration::Exact::once(15));
