//! What the variants have in common: numbers, names and messages, and how they are read in the end.

/// How many numbers there are.
pub const NUMBERS: usize = 1_000;

/// The length of a list, its first number and its last.
///
/// Not inlined: the optimiser can't tell what is read, so the list must exist.
#[inline(never)]
pub fn read(list: &[u64]) -> u64 {
    let number = |number: Option<&u64>| number.copied().unwrap_or_default();
    (list.len() as u64) << 32 | number(list.first()) << 16 | number(list.last())
}

/// What is read of a list of so many numbers, from zero on.
pub const fn answer(numbers: usize) -> u64 {
    (numbers as u64) << 32 | (numbers as u64 - 1)
}

/// How many entries a map gets.
pub const ENTRIES: u64 = 100;

/// The length that a message claims to have.
pub const CLAIMED: usize = 64 << 20;

/// The bytes of the message: its length, and ten bytes.
pub const MESSAGE: &[u8] = &{
    let mut message = [7; 14];
    let length = (CLAIMED as u32).to_le_bytes();
    let mut place = 0;
    while place < length.len() {
        message[place] = length[place];
        place += 1;
    }
    message
};

/// A message that says how long it is; `None` where not even that is there.
pub fn split(message: &[u8]) -> Option<(usize, &[u8])> {
    let (length, body) = message.split_first_chunk()?;
    Some((u32::from_le_bytes(*length) as usize, body))
}
