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
