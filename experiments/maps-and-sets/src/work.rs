//! What the variants have in common: the entries, the log whose lines are counted, and a hasher that puts the same keys into the same
//! places on every run.
//!
//! This is the one part of the chapter that is shared, so that what differs between two variants is the map.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

/// How many entries: what fills a table of 32 places and one of 1024, and one entry more.
pub const ENTRIES: &[usize] = &[28, 896, 897];

/// The last of them, where the others teach nothing.
pub const MANY: &[usize] = &[897];

/// The one before it, where nothing is inserted.
pub const FULL: &[usize] = &[896];

/// The hash function of the standard library, SipHash 1-3, with keys that are always the same, so that every run counts the same.
pub type Fixed = BuildHasherDefault<DefaultHasher>;

/// The standard library's map with that function.
pub type Map<K, V> = HashMap<K, V, Fixed>;

/// The key with a number: no two are equal, and their order is not that of the numbers. This is the mixer of SplitMix64.
pub const fn key(number: usize) -> u64 {
    let mixed = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

/// So many entries, each with its number as the value; how many they are is known to who collects them.
pub fn entries(count: usize) -> impl ExactSizeIterator<Item = (u64, u64)> {
    (0..count).map(|number| (key(number), number as u64))
}

/// A value of 256 bytes with a number in it.
pub type Large = [u64; 32];

/// The large value with a number.
pub const fn large(number: usize) -> Large {
    [number as u64; 32]
}

/// The sum of their values.
pub fn sum(count: usize) -> u64 {
    (0..count as u64).sum()
}

/// How many requests the log has, and to how many paths.
pub const REQUESTS: usize = 1_000;

/// How many different paths there are in the log.
pub const PATHS: usize = 10;

/// The bytes of each path.
pub const PATH_LENGTH: usize = 11;

/// A log with the path of a request a line.
pub fn log() -> String {
    (0..REQUESTS).map(|number| format!("/stations/{}\n", number * 7 % PATHS)).collect() // heap: may
}

/// What counting the requests of each path comes to: the sum of the squares of the counts.
pub fn counted() -> u64 {
    let each = (REQUESTS / PATHS) as u64;
    PATHS as u64 * each * each
}

/// The names of two stations between which a line runs.
pub const FROM: &str = "Kirkwall";

/// The other one.
pub const TO: &str = "Stromness";

/// The minutes from the first to the second.
pub const MINUTES: u64 = 25;
