//! Blocks that are made, grown, handed over and freed. Nothing is to be changed here.

use std::hint::black_box;

/// A key of an odd length.
pub fn rounded() -> Box<[u8]> {
    black_box([7_u8; 17].as_slice()).into()
}

/// Nine numbers, one by one.
pub fn grown() -> Vec<u64> {
    let mut numbers = Vec::new();
    for number in 0..9 {
        numbers.push(black_box(number));
    }
    numbers
}

/// Ten lines of 64 bytes, each in a buffer of its own; what they have in all.
pub fn again() -> usize {
    let mut bytes = 0;
    for _ in 0..10 {
        let line = black_box(Vec::<u8>::with_capacity(64));
        bytes += line.capacity();
    }
    bytes
}

/// Ten lines of 64 bytes in one buffer; what they have in all.
pub fn kept() -> usize {
    let mut bytes = 0;
    let mut line = black_box(Vec::<u8>::with_capacity(64));
    for _ in 0..10 {
        line.clear();
        bytes += black_box(&line).capacity();
    }
    bytes
}

/// An answer without an entry.
pub fn empty() -> (Vec<u64>, String, Box<[u8]>) {
    (Vec::new(), String::new(), Box::default())
}
