//! The same ten numbers pushed into a `String` that is kept, digits by `itoa`: no allocation, and no formatting machinery either.
//!
//! Beside `list_written` it shows the machinery, beside `list_of_strings` the blocks.

use crate::work::checksum;
use declaration::Prepared;

// ANCHOR: run
/// Pushes the ten numbers from this one on, separated by commas, in place of what the string held.
#[inline(never)]
pub fn refill(line: &mut String, number: usize) -> u64 {
    let mut digits = itoa::Buffer::new();
    line.clear();
    for next in number..number + 10 {
        line.push_str(if next == number { "" } else { ", " }); // heap: may
        line.push_str(digits.format(next)); // heap: may
    }
    checksum(line.as_bytes())
}
// ANCHOR_END: run

/// A caller that keeps one `String`; the first call makes it grow.
pub fn prepare(number: usize) -> Prepared {
    let mut line = String::new();
    Box::new(move || refill(&mut line, number)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("ten numbers pushed into a String, kept, digits by itoa", prepared(prepare))
        .at(crate::work::LARGE)
        .answers(crate::list)
        .exact(|_| declaration::Exact::NONE)
        .against("list_written");
