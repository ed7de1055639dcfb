//! A list of blocks of mixed sizes, from 16 bytes to less than 256 KiB.

/// The sizes of the blocks up to a payload: as many from 16 to 32 bytes as from 128 to 256 KiB, in an order that is the same on each run.
fn sizes(bytes: usize) -> impl Iterator<Item = usize> {
    let mut state = 1_u64;
    let mut left = bytes;
    std::iter::from_fn(move || {
        // The generator of Knuth's MMIX; the upper half of its state.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let random = (state >> 32) as usize;
        let smallest = 1 << (4 + random % 14);
        let size = (smallest + (random >> 8) % smallest).min(left);
        left -= size;
        (size > 0).then_some(size)
    })
}

// ANCHOR: make
/// Fills the blocks, which are in a list with room for them.
#[inline(never)]
pub fn make(bytes: usize) -> Vec<Vec<u8>> {
    let mut blocks = Vec::with_capacity(sizes(bytes).count()); // heap: 1
    for size in sizes(bytes) {
        blocks.push(vec![b'm'; size]); // heap: 1, may
    }
    blocks
}
// ANCHOR_END: make

/// Makes them, reads them and drops them.
#[inline(never)]
pub fn run(mebibytes: usize) -> u64 {
    let blocks = make(crate::work::bytes(mebibytes));
    blocks.iter().map(|block| crate::work::ends(block)).sum()
}

/// That of blocks of the letter `m`.
fn answer(mebibytes: usize) -> u64 {
    let bytes = crate::work::bytes(mebibytes);
    bytes as u64 + sizes(bytes).count() as u64 * 2 * u64::from(b'm')
}

fn exact(mebibytes: usize) -> declaration::Exact {
    let bytes = crate::work::bytes(mebibytes);
    crate::listed(sizes(bytes).count(), bytes as u64)
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("blocks from 16 B to 256 KiB", sized(run)).answers(answer).exact(exact);
