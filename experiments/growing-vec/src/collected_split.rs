//! `split` collected: how many parts there are is not known before the text has been looked through, and no lower bound is given.
//!
//! So the block grows as it does by pushes.

// ANCHOR: run
/// Collects the parts of a text of that many, and adds up their lengths.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let text = "a ".repeat(size); // heap: may
    let parts: Vec<&str> = text.split_terminator(' ').collect(); // heap: 1, may
    lengths(&parts)
}

/// The lengths of the parts, added up. Not inlined, so the parts must exist.
#[inline(never)]
fn lengths(parts: &[&str]) -> u64 {
    parts.iter().map(|part| part.len() as u64).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the parts of a text, collected", sized(run))
    .at(&[1_000])
    .answers(|size| size as u64)
    .exact(|size| {
        let text = declaration::Exact::once(2 * size as u64);
        let parts = crate::grown(size_of::<&str>() as u64, 4, size);
        declaration::Exact {
            allocations: text.allocations + parts.allocations,
            deallocations: text.deallocations + parts.deallocations,
            reallocations: parts.reallocations,
            requested_bytes: text.requested_bytes + parts.requested_bytes,
            net_bytes: text.net_bytes + parts.net_bytes,
            peak_bytes: text.peak_bytes + parts.peak_bytes,
            end_bytes: 0,
        }
    })
    .against("collected_split");
