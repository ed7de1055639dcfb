//! The same ten numbers written one after the other into a `String` that is kept: no allocation once it has grown.

use crate::work::checksum;
use declaration::Prepared;
use std::fmt::Write;

// ANCHOR: run
/// Writes the ten numbers from this one on, separated by commas, over what the string held.
#[inline(never)]
pub fn rewrite(line: &mut String, number: usize) -> u64 {
    line.clear();
    for next in number..number + 10 {
        let separator = if next == number { "" } else { ", " };
        write!(line, "{separator}{next}").expect("a String takes everything"); // heap: may
    }
    checksum(line.as_bytes())
}
// ANCHOR_END: run

/// A caller that keeps one `String`; the first call makes it grow.
pub fn prepare(number: usize) -> Prepared {
    let mut line = String::new();
    Box::new(move || rewrite(&mut line, number)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("ten numbers written into a String, kept", prepared(prepare))
        .at(crate::work::LARGE)
        .answers(crate::list)
        .exact(|_| declaration::Exact::NONE)
        .against("list_written");
