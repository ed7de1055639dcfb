//! The work of every variant: copy a number of input bytes into a buffer, then take the checksum of the buffer.
//!
//! This is the one part of the chapter that is shared, not repeated: every variant runs the same two compiled functions,
//! so what differs between two variants is the buffer.

use std::hint::black_box;

/// The largest buffer of the chapter.
pub const LARGEST: usize = 1 << 20;

const BLOCK: [u8; 256] = {
    let mut block = [0; 256];
    let mut i = 0;
    while i < block.len() {
        block[i] = i as u8;
        i += 1;
    }
    block
};

static INPUT: [[u8; BLOCK.len()]; LARGEST / BLOCK.len()] = [BLOCK; LARGEST / BLOCK.len()];

// ANCHOR: work
/// The first `size` bytes of the input.
///
/// The black box hides that they are constants: a compiler that knows so may read the input where the copy was meant.
#[inline(never)]
pub fn input(size: usize) -> &'static [u8] {
    black_box(&INPUT.as_flattened()[..size])
}

/// The sum of the bytes, taken eight at a time as little-endian words; those left over at the end are added one by one.
///
/// Not inlined: the optimiser cannot replace the buffer by what it knows of its contents, so the buffer must exist.
#[inline(never)]
pub fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut sum = 0_u64;
    for word in words {
        sum = sum.wrapping_add(u64::from_le_bytes(*word));
    }
    for byte in rest {
        sum = sum.wrapping_add(u64::from(*byte));
    }
    sum
}
// ANCHOR_END: work

/// The checksum of the first `size` bytes of the input, computed without reading them.
pub fn answer(size: usize) -> u64 {
    // Byte `i` of a block is `i`, and a block is a whole number of words.
    let of_start = |length: usize| {
        (0..length)
            .map(|i| if i < length / 8 * 8 { (i as u64) << (i % 8 * 8) } else { i as u64 })
            .fold(0_u64, u64::wrapping_add)
    };
    let blocks = (size / BLOCK.len()) as u64;
    blocks.wrapping_mul(of_start(BLOCK.len())).wrapping_add(of_start(size % BLOCK.len()))
}
