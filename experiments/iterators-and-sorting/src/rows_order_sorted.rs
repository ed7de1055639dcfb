//! Positions in place of rows: what is moved has four bytes.

use crate::work::{Row, rows};
use declaration::{Exact, Prepared};

// ANCHOR: run
/// Sorts the positions of the rows, and leaves the rows where they are.
#[inline(never)]
pub fn run(rows: &[Row], list: &mut Vec<Row>) -> u64 {
    list.clear();
    list.extend_from_slice(rows); // heap: may
    let mut order: Vec<u32> = (0..list.len() as u32).collect(); // heap: 1
    order.sort_by_key(|position| list[*position as usize].number); // heap: may
    crate::work::read_in_order(list, &order)
}
// ANCHOR_END: run

/// A caller that keeps a list with room.
pub fn prepare(count: usize) -> Prepared {
    let (rows, mut list) = (rows(count), Vec::with_capacity(count)); // heap: 1
    Box::new(move || run(&rows, &mut list)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("rows of 96 bytes, a list of positions sorted", prepared(prepare))
        .at(crate::work::ROWS)
        .answers(crate::work::rows_answer)
        .exact(|count| Exact::once(4 * count as u64))
        .against("rows_sorted");
