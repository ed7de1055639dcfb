//! `retain`, `dedup` and `drain` work inside the block they find.

// ANCHOR: run
/// One block, the `collect`'s.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers: Vec<u64> = (0..100).collect(); // heap: 1
    numbers.retain(|number| number % 2 == 0); // heap: none
    numbers.dedup_by_key(|number| *number / 10); // heap: none
    let drained: u64 = numbers.drain(1..3).sum(); // heap: none
    drained + numbers.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`retain`, `dedup`, `drain`", run).answers(|_| 38).exact(|_| declaration::Exact::once(800));
