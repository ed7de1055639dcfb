//! What the variants have in common: the numbers of the blocks, the sizes of the buffers, the text, and a hasher that puts the same keys
//! into the same places on every run.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

/// How many small blocks.
pub const BLOCKS: usize = 1_000;

/// How many numbers they have in all.
pub const IN_BLOCKS: usize = 9_005;

/// How many blocks are handed to another thread.
pub const HANDED: usize = 10_000;

/// How many numbers a list grows to.
pub const GROWN: usize = 10_000;

/// How many buffers there are at one time, and how often one of them is replaced.
pub const SLOTS: usize = 256;
/// See [`SLOTS`].
pub const TURNS: usize = 2_000;

/// How many words the text has, and how many different ones.
pub const WORDS: usize = 2_000;
/// See [`WORDS`].
pub const VOCABULARY: usize = 200;

const NUMBERS: [u64; 16] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

/// The numbers of a small block: from 16 to 128 bytes of them.
pub fn numbers(block: usize) -> &'static [u64] {
    &NUMBERS[..2 + block * 7 % 15]
}

/// What is read of a block.
///
/// Not inlined: the optimiser can't tell what is read, so the block must exist.
#[inline(never)]
pub fn read(numbers: &[u64]) -> u64 {
    let number = |number: Option<&u64>| number.copied().unwrap_or_default();
    (numbers.len() as u64) << 8 | number(numbers.last())
}

/// What is read of all of them.
pub fn blocks_answer() -> u64 {
    (0..BLOCKS).map(|block| read(numbers(block))).sum()
}

/// The record that is handed to another thread.
pub type Record = [u64; 4];

/// The record with a number.
pub fn record(number: usize) -> Record {
    [number as u64; 4]
}

/// What is read of all records.
pub fn handed_answer() -> u64 {
    (0..HANDED).map(|number| read(&record(number))).sum()
}

/// Which buffer is replaced in a turn, by how many bytes and of which value. Sizes from 16 bytes to 2 KiB, most of them small.
pub fn turn(turn: usize) -> (usize, usize, u8) {
    let mixed = mixed(turn as u64);
    let slot = (mixed % SLOTS as u64) as usize;
    let largest = 32_u64 << (mixed >> 16 & 7).min(mixed >> 24 & 7);
    (slot, (16 + (mixed >> 32) % largest) as usize, 1 + (mixed >> 8 & 127) as u8)
}

/// The mixer of SplitMix64.
const fn mixed(number: u64) -> u64 {
    let mixed = (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

/// What is read of a buffer.
#[inline(never)]
pub fn read_bytes(bytes: &[u8]) -> u64 {
    bytes.len() as u64 + bytes.last().map_or(0, |byte| u64::from(*byte))
}

/// What is read of every buffer when it is filled.
pub fn turns_answer() -> u64 {
    (0..TURNS).map(turn).map(|(_, bytes, value)| bytes as u64 + u64::from(value)).sum()
}

/// The hash function of the standard library, with keys that are always the same, so that every run counts the same.
pub type Fixed = BuildHasherDefault<DefaultHasher>;

/// The standard library's map with that function.
pub type Map<K> = HashMap<K, u64, Fixed>;

/// The text: words of six to twelve letters, the common ones more often than the others.
pub fn text() -> &'static str {
    static TEXT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let word = |number: usize| {
            let mixed = mixed(number as u64);
            let word = (mixed % VOCABULARY as u64).min((mixed >> 32) % VOCABULARY as u64);
            let length = 6 + word as usize % 7;
            format!("{word:a>length$}") // heap: may
        };
        let words: Vec<String> = (0..WORDS).map(word).collect(); // heap: 1
        words.join(" ") // heap: 1, may
    });
    &TEXT // heap: unknown
}

/// The words of the text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ')
}

/// The bytes of all words.
pub fn words_answer() -> u64 {
    words(text()).map(|word| word.len() as u64).sum()
}

/// How many different words there are, and how often the most common one stands in the text.
pub fn counted_answer() -> u64 {
    let mut words: Vec<&str> = words(text()).collect(); // heap: 1, may
    words.sort_unstable();
    let runs: Vec<u64> = words.chunk_by(|one, next| one == next).map(|run| run.len() as u64).collect(); // heap: 1, may
    (runs.len() as u64) << 16 | runs.into_iter().max().unwrap_or(0)
}
