//! `BufReader<Box<dyn Read>>`: the box of the reader, and the buffer, which is a block of 8 KiB whatever the reader is.
//!
//! The type of the reader is unknown to the buffer, that of the buffer is known: `checksum` calls it directly, and only a read that finds
//! the buffer empty goes through the vtable.

use std::hint::black_box;
use std::io::{self, BufReader, Read};

static INPUT: &[u8] = include_bytes!("input.txt");

// ANCHOR: checksum
/// A checksum of everything the reader gives, read five bytes at a time.
///
/// # Errors
///
/// The error of the reader.
#[inline(never)]
pub fn checksum(mut reader: BufReader<Box<dyn Read>>) -> io::Result<u64> {
    let mut buffer = [0_u8; 5];
    let mut sum = 0_u64;
    loop {
        let length = reader.read(&mut buffer)?; // heap: unknown
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
/// Gives a buffered reader away, around a boxed slice reference.
///
/// `black_box` hides which bytes these are, as if they came from outside; an error would be a wrong answer.
#[inline(never)]
pub fn run() -> u64 {
    let reader: &'static [u8] = black_box(INPUT);
    checksum(BufReader::new(Box::new(reader))).unwrap_or(0) // heap: 2
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("BufReader<Box<dyn Read>>: a boxed reader, buffered", run)
        .answers(|_| crate::checksum())
        .exact(|_| declaration::Exact::together(2, 2 * crate::WORD + 8 * 1024));
