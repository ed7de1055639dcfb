//! The same records in one block, which is handed over as a whole.

use crate::work::{HANDED, Record, read, record};

// ANCHOR: run
/// Another thread makes the list of records, this one reads and frees it.
#[inline(never)]
pub fn run() -> u64 {
    let thread = count_allocations::spawn(make); // heap: 1, may
    let Ok(records) = thread.join() else { return 0 };
    records.iter().map(|record| read(record)).sum()
}

/// One block for all records.
#[inline(never)]
fn make() -> Box<[Record]> {
    (0..HANDED).map(record).collect() // heap: 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the same records in one block", run)
    .answers(|_| crate::work::handed_answer())
    .exact(|_| crate::ledger::handed(0, crate::HANDED * crate::RECORD))
    .against("handed_over")
    .starts_threads(1)
    .beside_the_global_allocator(1)
    .in_uncounted_threads(|_| declaration::thread::freed_by_the_thread(declaration::thread::COUNTED_CLOSURE));
