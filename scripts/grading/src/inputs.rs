//! Random inputs that many exercises want.

use crate::{Grading, Rng};

impl Grading {
    /// Words of letters, some of them not of ASCII, with spaces and line ends between: about `size` words, and now and then none.
    pub fn text(random: &mut Rng, size: usize) -> String {
        const BETWEEN: [&str; 6] = [" ", " ", " ", "  ", "\n", "\t"];
        let mut text = String::new();
        for _ in 0..random.usize(..=size) {
            text += &Self::word(random);
            text += BETWEEN[random.usize(..BETWEEN.len())];
        }
        text
    }

    /// A word of one to eight letters.
    pub fn word(random: &mut Rng) -> String {
        const LETTERS: [char; 8] = ['a', 'b', 'c', 'd', 'e', 'Z', 'é', '字'];
        (0..random.usize(1..=8)).map(|_| LETTERS[random.usize(..LETTERS.len())]).collect()
    }

    /// About `size` numbers below `limit`.
    pub fn numbers(random: &mut Rng, size: usize, limit: u64) -> Vec<u64> {
        (0..random.usize(..=size)).map(|_| random.u64(..limit)).collect()
    }

    /// One of these.
    pub fn one_of<T: Copy>(random: &mut Rng, choices: &[T]) -> T {
        choices[random.usize(..choices.len())]
    }
}
