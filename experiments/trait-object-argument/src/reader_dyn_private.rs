//! `&mut dyn Read` again, in a function that only this file can call.
//!
//! The source is that of `reader_dyn` without the word `pub`.
//! The compiler now sees every caller of `checksum`, and each passes the same vtable, so it may put the address of `read` back into the call:
//! `dyn` in the source is not yet an indirect call in the program.

use std::hint::black_box;
use std::io::{self, Read};

static INPUT: &[u8] = include_bytes!("input.txt");

// ANCHOR: checksum
#[inline(never)]
fn checksum(reader: &mut dyn Read) -> io::Result<u64> {
    // ANCHOR_END: checksum
    let mut buffer = [0_u8; 5];
    let mut sum = 0_u64;
    loop {
        let length = reader.read(&mut buffer)?; // heap: elided
        if length == 0 {
            return Ok(sum);
        }
        for &byte in &buffer[..length] {
            sum = sum.wrapping_mul(31).wrapping_add(u64::from(byte));
        }
    }
}

/// Lends a slice of bytes as the reader.
///
/// `black_box` hides which bytes these are, as if they came from outside; an error would be a wrong answer.
#[inline(never)]
pub fn run() -> u64 {
    let mut reader: &[u8] = black_box(INPUT);
    checksum(&mut reader).unwrap_or(0)
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("&mut dyn Read in a private function", run)
    .answers(|_| crate::checksum())
    .exact(|_| declaration::Exact::NONE);
