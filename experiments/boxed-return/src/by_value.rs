//! doc

#[inline(never)]
fn make() -> u64 {
    41
}

/// doc
#[inline(never)]
pub fn run() -> u64 {
    make() + 1
}
