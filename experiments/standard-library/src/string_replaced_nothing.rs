//! `str::replace` allocates also when there is nothing to replace: it returns a `String`, and that is a copy.

// ANCHOR: run
#[inline(never)]
fn replaced(text: &str) -> String {
    text.replace('-', " and ") // heap: may
}

/// One block: a copy of the text as it was.
#[inline(never)]
pub fn run() -> u64 {
    replaced("salt, pepper").len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`replace`, and nothing matches", run)
    .answers(|_| 12)
    .exact(|_| declaration::Exact::once(12));
