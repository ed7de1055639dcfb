//! doc

#[inline]
fn make() -> Box<u64> {
    Box::new(41)
}

/// doc
#[inline(never)]
pub fn run() -> u64 {
    *make() + 1
}
