//! Ten thousand small blocks that one thread makes and another one frees.

use crate::work::{HANDED, Record, read, record};

// ANCHOR: run
/// Another thread makes the records, this one reads and frees them.
#[inline(never)]
pub fn run() -> u64 {
    let thread = count_allocations::spawn(make); // heap: 1, may
    let Ok(records) = thread.join() else { return 0 };
    records.iter().map(|record| read(&**record)).sum()
}

/// A block for each record.
#[inline(never)]
fn make() -> Box<[Box<Record>]> {
    (0..HANDED).map(|number| Box::new(record(number))).collect() // heap: 2
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("blocks that one thread makes and another frees", run)
        .answers(|_| crate::work::handed_answer())
        .exact(|_| crate::ledger::handed(crate::HANDED, crate::HANDED * (8 + crate::RECORD)))
        .against("handed_over")
        .starts_threads(1)
        .beside_the_global_allocator(1)
        .in_uncounted_threads(|_| declaration::thread::freed_by_the_thread(declaration::thread::COUNTED_CLOSURE));
