//! Ten numbers, a `String` each, collected and joined: twelve blocks for one line.
//!
//! One for each number, one for the `Vec`, one for the line.

use crate::work::checksum;

// ANCHOR: run
/// The ten numbers from this one on, separated by commas.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let numbers: Vec<String> = (number..number + 10).map(|number| number.to_string()).collect(); // heap: 2
    let line = numbers.join(", "); // heap: 1, may
    checksum(line.as_bytes())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("ten numbers as Strings, collected and joined", sized(run))
        .at(crate::work::LARGE)
        .answers(crate::list)
        // Ten strings of eight digits, a Vec of ten headers, and the line with nine separators.
        .exact(|_| declaration::Exact::together(12, 10 * 8 + 10 * 24 + 10 * 8 + 9 * 2))
        .against("list_written");
