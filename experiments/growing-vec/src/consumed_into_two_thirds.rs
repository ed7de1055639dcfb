//! Triples of words consumed and mapped to pairs: the block is used again, and reallocated where its bytes are no multiple of the new size.
//!
//! The block of an even number of triples is a whole number of pairs; that of an odd number is a word too large, which a reallocation takes off.

use crate::work::sum;

// ANCHOR: run
/// Collects the first two words of each triple.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let triples: Vec<[u64; 3]> = (0..size as u64).map(|number| [number, 0, 7]).collect(); // heap: 1
    let pairs: Vec<[u64; 2]> = triples.into_iter().map(|[number, zero, _]| [number, zero]).collect(); // heap: 1
    sum(pairs.as_flattened())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a Vec of triples consumed, pairs collected", sized(run))
        .at(&[1_000, 1_001])
        .answers(crate::work::answer)
        .exact(|size| {
            let (triples, pairs) = (3 * size as u64 * crate::WORD, 3 * size as u64 / 2 * 2 * crate::WORD);
            if triples == pairs {
                declaration::Exact::once(triples)
            } else {
                declaration::Exact {
                    reallocations: 1,
                    requested_bytes: triples + pairs,
                    ..declaration::Exact::once(triples)
                }
            }
        })
        .against("consumed_into_two_thirds");
