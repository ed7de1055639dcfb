//! What is replaced by what, and in which bytes?
//!
//! The sample is the one of the article: its line break after `elvi` is one byte, here a space.
//! Two larger inputs are made of it and of English words: a dense one, nine matches in 119 bytes, and a sparse one, a match in 64 KiB.

use crate::oracle;
use std::hint::black_box;

/// What is looked for.
pub const NEEDLE: &[u8] = b"elvis";

/// What stands in its place afterwards.
pub const REPLACEMENT: &[u8] = b"Elvis";

/// What stands in its place where a longer replacement is measured.
pub const LONGER: &[u8] = b"Elvis Aaron Presley";

// ANCHOR: sample
/// The article's input: 119 bytes with nine matches, some of them after parts of one.
pub const SAMPLE: &[u8; 119] = b"abcelvisaElvisabcelviseelvisaelvisaabeeeelvise l v i saa bb e l v i saa elvi \
    selvielviselvielvielviselvi1elvielviselvis";

/// The article's output for [`SAMPLE`].
pub const REPLACED: &[u8; 119] = b"abcElvisaElvisabcElviseElvisaElvisaabeeeElvise l v i saa bb e l v i saa elvi \
    selviElviselvielviElviselvi1elviElvisElvis";
// ANCHOR_END: sample

/// Bytes of the sparse input from one match to the next.
pub const SPARSE_PERIOD: usize = 64 << 10;

/// The words of the sparse input. None of them holds the needle; its letters are among the most frequent ones.
const WORDS: [&[u8]; 32] = [
    b"the ",
    b"live ",
    b"of ",
    b"silver ",
    b"and ",
    b"level ",
    b"to ",
    b"visit ",
    b"in ",
    b"else ",
    b"is ",
    b"seven ",
    b"that ",
    b"evils ",
    b"it ",
    b"was ",
    b"for ",
    b"shelves ",
    b"on ",
    b"are ",
    b"with ",
    b"as ",
    b"his ",
    b"they ",
    b"be ",
    b"at ",
    b"one ",
    b"have ",
    b"this ",
    b"from ",
    b"elves ",
    b"or ",
];

/// Needle and replacement as if they came from outside.
///
/// `black_box` hides their lengths: with constants, the compiler would give every variant what only the fixed array is to have.
pub fn needle_and_replacement() -> (&'static [u8], &'static [u8]) {
    black_box((NEEDLE, REPLACEMENT))
}

/// The needle and [`LONGER`] as if they came from outside.
pub fn needle_and_longer() -> (&'static [u8], &'static [u8]) {
    black_box((NEEDLE, LONGER))
}

/// The sample again and again, `size` bytes.
pub fn dense(size: usize) -> Vec<u8> {
    repeated(SAMPLE, size)
}

/// English words with a match at the beginning of every [`SPARSE_PERIOD`], `size` bytes.
pub fn sparse(size: usize) -> Vec<u8> {
    repeated(&sparse_block(), size)
}

fn repeated(block: &[u8], size: usize) -> Vec<u8> {
    let mut input = block.repeat(size.div_ceil(block.len())); // heap: 1, may
    input.truncate(size);
    input
}

fn sparse_block() -> Vec<u8> {
    let mut block = Vec::with_capacity(SPARSE_PERIOD + 16); // heap: 1
    block.extend_from_slice(b"abcelvis "); // heap: elided
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    while block.len() < SPARSE_PERIOD {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        block.extend_from_slice(WORDS[(state >> 59) as usize]); // heap: may
    }
    block.truncate(SPARSE_PERIOD);
    block
}

/// The answer of a variant: the length of its output and four of its bytes.
///
/// So few, because `copy` takes a few nanoseconds for the sample. `tests/behaviour/outputs.rs` compares the outputs whole.
pub fn fingerprint(output: &[u8]) -> u64 {
    fingerprint_of(output.len(), |at| output[at])
}

/// The right answer for [`dense`] of this size.
pub fn dense_answer(size: usize) -> u64 {
    fingerprint_of(size, |at| REPLACED[at % REPLACED.len()])
}

/// The right answer for [`dense`] of this size with the longer replacement.
pub fn longer_answer(size: usize) -> u64 {
    oracle::replaced(&dense(size), NEEDLE, LONGER).map_or(0, |output| fingerprint(&output))
}

/// The answer of a copy of [`dense`] of this size.
pub fn dense_copy_answer(size: usize) -> u64 {
    fingerprint_of(size, |at| SAMPLE[at % SAMPLE.len()])
}

/// The right answer for [`sparse`] of this size.
pub fn sparse_answer(size: usize) -> u64 {
    let mut block = sparse_block();
    block[3..8].copy_from_slice(REPLACEMENT);
    fingerprint_of(size, |at| block[at % SPARSE_PERIOD])
}

/// The answer of a copy of [`sparse`] of this size.
pub fn sparse_copy_answer(size: usize) -> u64 {
    let block = sparse_block();
    fingerprint_of(size, |at| block[at % SPARSE_PERIOD])
}

/// The byte at 3 is the first of the first match, of the sample and of the sparse input.
fn fingerprint_of(length: usize, byte: impl Fn(usize) -> u8) -> u64 {
    if length < 119 {
        return length as u64;
    }
    let quarter = length / 4;
    (0..4).fold(length as u64, |sum, part| sum * 31 + u64::from(byte(part * quarter + 3)))
}
