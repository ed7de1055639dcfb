//! The address of a local number, printed: no allocation, and the number stays where it is.
//!
//! The text differs from run to run, so the answer is the number, if the text looks like an address.

use std::io::Write;

// ANCHOR: run
/// Writes the address of a local number.
#[inline(never)]
pub fn run() -> u64 {
    let a = 66_666_666;
    let mut line = [0; 48];
    writeln!(&mut line[..], "addr of a = {:p}", &a).expect("the array has room for the line"); // heap: unknown
    if line.starts_with(b"addr of a = 0x") { a } else { 0 }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the address of a local number, written", run)
    .answers(|_| 66_666_666)
    .exact(|_| declaration::Exact::NONE)
    .against("pointer");
