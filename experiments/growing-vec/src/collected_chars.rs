//! `chars` collected: the hint is at least a character for every four bytes, so the first block has room for a quarter, and it doubles twice.
//!
//! The first character is fetched, then the hint is asked for, rounded up, and one is added. For a text in ASCII that is a quarter of the length.

// ANCHOR: run
/// Collects the characters of a text of that length, and counts those that are an `a`.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let text = "a".repeat(size); // heap: may
    let characters: Vec<char> = text.chars().collect(); // heap: 1, may
    count_of_a(&characters)
}

/// How many of the characters are an `a`. Not inlined, so the characters must exist.
#[inline(never)]
fn count_of_a(characters: &[char]) -> u64 {
    characters.iter().filter(|character| **character == 'a').count() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("the characters of a text, collected", sized(run))
        .at(&[1_000])
        .answers(|size| size as u64)
        .exact(|size| {
            let first = 1 + (size - 1).div_ceil(4);
            let text = declaration::Exact::once(size as u64);
            let characters = crate::grown(size_of::<char>() as u64, first, size);
            declaration::Exact {
                allocations: text.allocations + characters.allocations,
                deallocations: text.deallocations + characters.deallocations,
                reallocations: characters.reallocations,
                requested_bytes: text.requested_bytes + characters.requested_bytes,
                net_bytes: text.net_bytes + characters.net_bytes,
                peak_bytes: text.peak_bytes + characters.peak_bytes,
                end_bytes: 0,
            }
        })
        .against("collected_chars");
