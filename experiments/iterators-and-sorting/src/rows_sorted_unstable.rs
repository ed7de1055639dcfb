//! Large elements, sorted in place.

use crate::work::{Row, rows};
use declaration::{Exact, Prepared};

// ANCHOR: run
/// Sorts the rows by their number, in place.
#[inline(never)]
pub fn run(rows: &[Row], list: &mut Vec<Row>) -> u64 {
    list.clear();
    list.extend_from_slice(rows); // heap: may
    list.sort_unstable_by_key(|row| row.number);
    crate::work::read_rows(list)
}
// ANCHOR_END: run

/// A caller that keeps a list with room.
pub fn prepare(count: usize) -> Prepared {
    let (rows, mut list) = (rows(count), Vec::with_capacity(count)); // heap: 1
    Box::new(move || run(&rows, &mut list)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("rows of 96 bytes, sort_unstable_by_key()", prepared(prepare))
        .at(crate::work::ROWS)
        .answers(crate::work::rows_answer)
        .exact(|_| Exact::NONE)
        .against("rows_sorted");
