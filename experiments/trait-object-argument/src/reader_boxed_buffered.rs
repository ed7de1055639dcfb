//! `Box<dyn Read>` around a `BufReader`: the buffer of 8 KiB, and the box, which is larger because it holds the `BufReader` as well.
//!
//! As many blocks as in `reader_buffered_boxed`; here each read goes through the vtable.

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
pub fn checksum(mut reader: Box<dyn Read>) -> io::Result<u64> {
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
/// Gives a boxed buffered reader away.
///
/// `black_box` hides which bytes these are, as if they came from outside; an error would be a wrong answer.
#[inline(never)]
pub fn run() -> u64 {
    let reader: &'static [u8] = black_box(INPUT);
    checksum(Box::new(BufReader::new(reader))).unwrap_or(0) // heap: 2
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<dyn Read>: a buffered reader, boxed", run)
    .answers(|_| crate::checksum())
    .exact(|_| declaration::Exact::together(2, size_of::<BufReader<&[u8]>>() as u64 + 8 * 1024));
