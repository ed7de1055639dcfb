//! `str::replace` starts with room for a text as long as the old one, and grows where the new one is longer.

// ANCHOR: run
#[inline(never)]
fn replaced(text: &str) -> String {
    text.replace('-', " and ") // heap: may
}

/// One block, reallocated because the text becomes longer.
#[inline(never)]
pub fn run() -> u64 {
    replaced("salt-pepper").len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`replace`, and the text becomes longer", run)
    .answers(|_| 15)
    .exact(|_| crate::doubled(11, 1));
