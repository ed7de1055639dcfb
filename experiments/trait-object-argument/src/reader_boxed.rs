//! `Box<dyn Read>`: `checksum` owns the reader, whatever its type and size, so the reader needs a block on the heap.
//!
//! One allocation of the size of the reader (a slice reference, two words), freed by `checksum` when it returns.
//! The box pays for ownership: a function that only reads while it runs has no use for it.

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
/// Gives a boxed slice reference away.
///
/// `black_box` hides which bytes these are, as if they came from outside; an error would be a wrong answer.
#[inline(never)]
pub fn run() -> u64 {
    let reader: &'static [u8] = black_box(INPUT);
    checksum(Box::new(reader)).unwrap_or(0) // heap: 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Box<dyn Read>: any reader, owned", run)
    .answers(|_| crate::checksum())
    .exact(|_| declaration::Exact::once(2 * crate::WORD));
