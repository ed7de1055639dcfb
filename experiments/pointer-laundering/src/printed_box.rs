//! The address of a local box is printed.
//!
//! Nothing is laundered and nothing outlives the function, but the address becomes visible from outside,
//! so the block must exist. To look at the address of a heap block is enough to keep it on the heap.

use std::io::Write;

// ANCHOR: printed_box
/// Prints the address of a boxed number into a buffer and reads it back. 42 when the two
/// are equal.
#[inline(never)]
pub fn run() -> u64 {
    let number = Box::new(41_u64); // heap: 1
    let mut text = [0_u8; 32];
    let mut free = text.as_mut_slice();
    let written = write!(free, "{:p}", &raw const *number).is_ok(); // heap: unknown
    let used = 32 - free.len();
    let printed = std::str::from_utf8(&text[2..used]).ok().and_then(|digits| usize::from_str_radix(digits, 16).ok());
    if written && printed == Some((&raw const *number).addr()) { *number + 1 } else { 0 }
}
// ANCHOR_END: printed_box

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the address of a box is printed", run)
    .against("printed_local")
    .answers(|_| 42)
    .exact(|_| declaration::Exact::once(8));
