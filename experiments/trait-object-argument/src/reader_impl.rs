//! `&mut impl Read`: the compiler writes one copy of `checksum` for each type of reader it is called with.
//!
//! In the copy for `&[u8]` the type is known, so `read` is not called at all: its body is inlined into the loop.
//! Nothing is allocated, because the caller lends the reader.

use std::hint::black_box;
use std::io::{self, Read};

static INPUT: &[u8] = include_bytes!("input.txt");

// ANCHOR: checksum
/// A checksum of everything the reader gives, read five bytes at a time.
///
/// # Errors
///
/// The error of the reader.
#[inline(never)]
pub fn checksum(reader: &mut impl Read) -> io::Result<u64> {
    let mut buffer = [0_u8; 5];
    let mut sum = 0_u64;
    loop {
        let length = reader.read(&mut buffer)?;
        if length == 0 {
            return Ok(sum);
        }
        for &byte in &buffer[..length] {
            sum = sum.wrapping_mul(31).wrapping_add(u64::from(byte));
        }
    }
}
// ANCHOR_END: checksum

// ANCHOR: run
/// Lends a slice of bytes as the reader.
///
/// `black_box` hides which bytes these are, as if they came from outside; an error would be a wrong answer.
#[inline(never)]
pub fn run() -> u64 {
    let mut reader: &[u8] = black_box(INPUT);
    checksum(&mut reader).unwrap_or(0)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("&mut impl Read: compiled for the reader's type", run)
        .answers(|_| crate::checksum())
        .exact(|_| declaration::Exact::NONE);
