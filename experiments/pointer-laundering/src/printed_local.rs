//! What the trick is used for in the article: a local's address is printed.
//!
//! Formatting takes its arguments by reference, on the stack, so printing the address of a local asks for no memory and needs no trick.
//! The text goes into an array on the stack.

use std::io::Write;

// ANCHOR: printed_local
/// Prints the address of a local into a buffer and reads it back. 42 when the two are
/// equal.
#[inline(never)]
pub fn run() -> u64 {
    let number = 41_u64;
    let mut text = [0_u8; 32];
    let mut free = text.as_mut_slice();
    let written = write!(free, "{:p}", &raw const number).is_ok(); // heap: unknown
    let used = 32 - free.len();
    let printed = std::str::from_utf8(&text[2..used]).ok().and_then(|digits| usize::from_str_radix(digits, 16).ok());
    if written && printed == Some((&raw const number).addr()) { number + 1 } else { 0 }
}
// ANCHOR_END: printed_local

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the address of a local is printed", run)
    .against("printed_local")
    .answers(|_| 42)
    .exact(|_| declaration::Exact::NONE);
