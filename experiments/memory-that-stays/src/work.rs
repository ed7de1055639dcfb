//! What the variants have in common: the text that is copied, and what is read of the data in the end.

/// Bytes of a short text. With its header of eight bytes malloc makes a block of 112 of it.
pub const SHORT: usize = 100;

/// Bytes of a long text: more than malloc keeps in the lists of blocks that it does not merge.
pub const LONG: usize = 200;

/// Bytes of a large buffer.
pub const LARGE: usize = 1 << 20;

/// The payload in bytes, of a number of MiB.
pub const fn bytes(mebibytes: usize) -> usize {
    mebibytes << 20
}

const LETTERS: [u8; LONG] = {
    let mut letters = [0; LONG];
    let mut index = 0;
    while index < letters.len() {
        letters[index] = b'a' + (index % 26) as u8;
        index += 1;
    }
    letters
};

/// A text of so many bytes, at most 200; it is part of the program.
pub fn text(length: usize) -> &'static str {
    str::from_utf8(&LETTERS[..length]).unwrap_or_default()
}

/// The length of a block, its first byte and its last. Not inlined, so that the optimiser can't tell which bytes are read.
#[inline(never)]
pub fn ends(block: &[u8]) -> u64 {
    let byte = |byte: Option<&u8>| byte.copied().map_or(0, u64::from);
    block.len() as u64 + byte(block.first()) + byte(block.last())
}

/// The sum of [`ends`] over texts of a length, for a payload in MiB.
pub fn texts_answer(mebibytes: usize, length: usize) -> u64 {
    (bytes(mebibytes) / length) as u64 * ends(text(length).as_bytes())
}
