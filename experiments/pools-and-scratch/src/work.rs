//! What the variants have in common: messages, and how they are read in the end.

/// How many messages there are.
pub const MESSAGES: u64 = 1_000;

/// Bytes of a message.
pub const LENGTH: usize = 100;

/// Bytes of the one large message, and of the large block that is made when all is over.
pub const LARGE: usize = 1 << 20;

/// The most that a buffer may keep, where there is such a limit.
pub const LIMIT: usize = 4 << 10;

/// Writes a message of so many bytes, at least eight, behind what the buffer has: its number first, then its body.
#[inline(never)]
pub fn encode(buffer: &mut Vec<u8>, number: u64, length: usize) {
    buffer.extend_from_slice(&number.to_le_bytes()); // heap: may
    buffer.resize(length, 7); // heap: may
}

/// The length of some bytes, the first and the last.
///
/// Not inlined: the optimiser can't tell what is read, so the bytes must exist.
#[inline(never)]
pub fn read(bytes: &[u8]) -> u64 {
    let byte = |byte: Option<&u8>| byte.copied().map_or(0, u64::from);
    (bytes.len() as u64) << 16 | byte(bytes.first()) << 8 | byte(bytes.last())
}

/// What is read of a message.
const fn answer_of(number: u64, length: usize) -> u64 {
    (length as u64) << 16 | (number & 255) << 8 | 7
}

/// What is read of all messages.
pub fn answer() -> u64 {
    (0..MESSAGES).map(|number| answer_of(number, LENGTH)).sum()
}

/// The length of each message of a burst: one in the middle is large.
pub const fn length_in_burst(number: u64) -> usize {
    if number == MESSAGES / 2 { LARGE } else { LENGTH }
}

/// What is read of a burst, and of the block after it.
pub fn burst_answer() -> u64 {
    (0..MESSAGES).map(|number| answer_of(number, length_in_burst(number))).sum::<u64>() + ((LARGE as u64) << 16)
}

/// Bytes of a large piece of text that is cut into parts.
pub const TEXT: usize = 64 << 10;

/// How many parts there are of it.
pub const PARTS: usize = 100;

/// Bytes of a part.
pub const PART: usize = 16;

/// The text: so many bytes, each with the low bits of its place.
pub fn text() -> Vec<u8> {
    (0..TEXT).map(|place| place as u8).collect() // heap: 1
}

/// Where a part begins.
pub const fn begin(part: usize) -> usize {
    part * 600
}

/// What is read of a part.
const fn part_answer(part: usize) -> u64 {
    let begin = begin(part);
    (PART as u64) << 16 | (begin as u64 & 255) << 8 | ((begin + PART - 1) as u64 & 255)
}

/// What is read of all parts.
pub fn parts_answer() -> u64 {
    (0..PARTS).map(part_answer).sum()
}

/// What is read of the first part, and of a text of zeroes.
pub fn first_part_answer() -> u64 {
    part_answer(0) + ((TEXT as u64) << 16)
}

/// How many frames are read.
pub const FRAMES: u64 = 100;

/// Bytes of a frame.
pub const FRAME: usize = 1_000;

/// Bytes of the buffer into which frames are read.
pub const ROOM: usize = 4 << 10;

/// The bytes of a frame, as they come from a socket.
pub const fn frame(number: u64) -> [u8; FRAME] {
    [number as u8; FRAME]
}

/// What is read of all frames.
pub fn frames_answer() -> u64 {
    (0..FRAMES).map(|number| (FRAME as u64) << 16 | number << 8 | number).sum()
}

/// Levels of a sum, and of a small one.
pub const LEVELS: u32 = 10;
/// A sum of two numbers.
pub const SMALL_LEVELS: u32 = 2;

/// The numbers of a sum of so many levels are 1, 2, 3 and so on; this is what they come to.
pub const fn sum_of(levels: u32) -> u64 {
    let leaves = 1_u64 << (levels - 1);
    leaves * (leaves + 1) / 2
}

/// How many nodes a sum of so many levels has.
pub const fn nodes(levels: u32) -> u64 {
    (1 << levels) - 1
}

/// How many values live in each case about dropping.
pub const VALUES: u64 = 100_000;

/// What their first numbers come to.
pub const fn values_sum() -> u64 {
    VALUES * (VALUES - 1) / 2
}
