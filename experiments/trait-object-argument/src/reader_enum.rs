//! An enum of readers: the set of types is closed, the choice is made at run time by a `match`, and nothing is allocated.
//!
//! `checksum` owns the reader, as with `Box<dyn Read>`, because an enum has a size: that of its largest variant and, where needed, a tag.

use std::hint::black_box;
use std::io::{self, Read};

static INPUT: &[u8] = include_bytes!("input.txt");

// ANCHOR: source
/// Where the bytes come from.
#[derive(Debug)]
pub enum Source {
    /// From memory.
    Memory(&'static [u8]),
    /// One byte, so many times.
    Repeated(io::Take<io::Repeat>),
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Memory(bytes) => bytes.read(buffer),
            Self::Repeated(byte) => byte.read(buffer),
        }
    }
}
// ANCHOR_END: source

// ANCHOR: checksum
/// A checksum of everything the reader gives, read five bytes at a time.
///
/// # Errors
///
/// The error of the reader.
#[inline(never)]
pub fn checksum(mut reader: Source) -> io::Result<u64> {
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
/// Gives a reader away, unboxed.
///
/// `black_box` hides which bytes these are, as if they came from outside; an error would be a wrong answer.
#[inline(never)]
pub fn run() -> u64 {
    checksum(Source::Memory(black_box(INPUT))).unwrap_or(0)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an enum of readers, owned", run)
    .answers(|_| crate::checksum())
    .exact(|_| declaration::Exact::NONE);
