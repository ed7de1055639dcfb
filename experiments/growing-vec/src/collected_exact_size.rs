//! `collect` from an iterator of one's own that knows its length: one block, because its size hint is believed, though not trusted.
//!
//! `TrustedLen` is not open to other crates, so each element is pushed with a check; `ExactSizeIterator` itself plays no part.
//! The first element is fetched, then the hint is asked for: the block has room for one more than the lower bound of what is still to come,
//! and no less than the first block of a push, which is four words. Where there is no first element, there is no block
//! ([`collected_nothing`](crate::collected_nothing)).

use crate::work::sum;

// ANCHOR: iterator
/// The numbers below `end`, like a range.
struct Below {
    next: u64,
    end: u64,
}

impl Iterator for Below {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let number = self.next;
        (number < self.end).then(|| {
            self.next += 1;
            number
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.end - self.next) as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Below {}
// ANCHOR_END: iterator

// ANCHOR: run
/// Collects the numbers from the iterator.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let numbers: Vec<u64> = Below { next: 0, end: size as u64 }.collect(); // heap: 1, may
    sum(&numbers)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("an iterator that knows its length, collected", sized(run))
        .at(&[3, 1_000])
        .answers(crate::work::answer)
        .exact(|size| crate::one_block(size.max(4)))
        .against("collected_exact_size");
