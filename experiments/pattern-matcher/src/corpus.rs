//! Which dictionaries and which texts are searched?
//!
//! Generated ones: the same in every run, on every machine and in the Go programs, because only integers are computed with.
//!
//! A pattern is a word of syllables, each a consonant and a vowel. Of four patterns, three have four syllables each; the fourth has three,
//! which are the last three of the pattern before it, so that the two end together: matches overlap. No other pattern ends with another.
//! A dictionary is the first so many patterns. Earlier patterns are the commoner words, as in Zipf's law.

use crate::automaton::{Automaton, Match};
use std::sync::OnceLock;

/// The sizes of the dictionaries, in patterns.
pub const SIZES: &[usize] = &[10, 1_000, 100_000];

/// The length of every text in bytes.
pub const TEXT: usize = 65_536;

const CONSONANTS: [u8; 16] = *b"bdfghklmnprstvwz";
const VOWELS: [u8; 5] = *b"aeiou";
const SYLLABLES: usize = CONSONANTS.len() * VOWELS.len();

/// How many words of three syllables there are.
const ENDINGS: usize = SYLLABLES.pow(3);

/// Spreads the endings over all there are: it has no factor in common with their number, so no two of as many are the same.
const SPREAD: usize = 316_433;

/// How a text's words are drawn. Words are separated by a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// Patterns, the commoner ones more often: as many from each of the ranks 1, 2 to 3, 4 to 7, 8 to 15, and so on.
    Common,
    /// Patterns, each as often as any other.
    Scattered,
    /// The words of [`Text::Common`] with another last letter, which no pattern has, in all but every 64th.
    Sparse,
}

/// A word of up to four syllables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    letters: [u8; 8],
    length: usize,
}

impl Pattern {
    fn push(&mut self, syllable: usize) {
        self.letters[self.length] = CONSONANTS[syllable / VOWELS.len()];
        self.letters[self.length + 1] = VOWELS[syllable % VOWELS.len()];
        self.length += 2;
    }
}

impl AsRef<[u8]> for Pattern {
    fn as_ref(&self) -> &[u8] {
        &self.letters[..self.length]
    }
}

/// The pattern at this position of every dictionary that has so many.
pub fn pattern(position: usize) -> Pattern {
    let (group, place) = (position / 4, position % 4);
    let ending = (3 * group + place.min(2)) * SPREAD % ENDINGS;
    let mut pattern = Pattern { letters: [b' '; 8], length: 0 };
    if place < 3 {
        pattern.push((37 * position + ending) % SYLLABLES);
    }
    pattern.push(ending / (SYLLABLES * SYLLABLES));
    pattern.push(ending / SYLLABLES % SYLLABLES);
    pattern.push(ending % SYLLABLES);
    pattern
}

/// The dictionary of so many patterns.
pub fn dictionary(patterns: usize) -> Vec<Pattern> {
    (0..patterns).map(pattern).collect() // heap: 1
}

/// The automaton of the dictionary of so many patterns, made by the first call and shared by all.
///
/// # Panics
///
/// When the number is not one of [`SIZES`].
pub fn automaton(patterns: usize) -> &'static Automaton {
    static AUTOMATA: [OnceLock<Automaton>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    let size = SIZES.iter().position(|size| *size == patterns).expect("one of the sizes of the axis");
    AUTOMATA[size]
        .get_or_init(|| Automaton::new(&dictionary(patterns)).expect("patterns that differ and are not empty")) // heap: may
}

/// A text of [`TEXT`] bytes for the dictionary of so many patterns.
pub fn text(kind: Text, patterns: usize) -> Vec<u8> {
    let mut random = Random(1);
    let mut text = Vec::with_capacity(TEXT); // heap: 1
    for word in 1.. {
        let pattern = pattern(match kind {
            Text::Common | Text::Sparse => random.rank(patterns),
            Text::Scattered => random.below(patterns),
        });
        if text.len() + pattern.length >= TEXT {
            break;
        }
        text.extend_from_slice(pattern.as_ref()); // heap: may
        if let (Text::Sparse, false, Some(last)) = (kind, word % 64 == 0, text.last_mut()) {
            *last = b'y';
        }
        text.push(b' '); // heap: may
    }
    text.resize(TEXT, b' '); // heap: may
    text
}

/// A linear congruential generator with the constants of Knuth's MMIX; its upper bits are used.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// A rank below `bound`: first how many bits it has, then which of the ranks with so many.
    fn rank(&mut self, bound: usize) -> usize {
        loop {
            let first = 1 << self.below(bound.ilog2() as usize + 1);
            let rank = first + self.below(first) - 1;
            if rank < bound {
                return rank;
            }
        }
    }
}

/// What a match adds to a variant's answer, which is the same for every order of the matches.
#[inline]
pub fn weight(found: Match) -> u64 {
    (found.pattern as u64 + 1) * found.end as u64
}

/// How many matches a text has.
///
/// # Panics
///
/// When there is no text for so many patterns on the axis.
pub const fn matches(kind: Text, patterns: usize) -> u64 {
    expected(kind, patterns).0
}

/// The sum of the weights of a text's matches: the answer of every variant that searches it.
///
/// # Panics
///
/// When there is no text for so many patterns on the axis.
pub const fn answer(kind: Text, patterns: usize) -> u64 {
    expected(kind, patterns).1
}

/// Matches and the sum of their weights, as a search without an automaton finds them (see `tests/behaviour/matches.rs`).
const fn expected(kind: Text, patterns: usize) -> (u64, u64) {
    match (kind, patterns) {
        (Text::Common, 10) => (9_130, 1_166_933_780),
        (Text::Common, 1_000) => (9_516, 46_635_157_968),
        (Text::Common, 100_000) => (9_746, 2_901_565_879_860),
        (Text::Scattered, 10) => (9_188, 1_669_683_238),
        (Text::Scattered, 1_000) => (9_652, 160_169_548_253),
        (Text::Scattered, 100_000) => (9_933, 16_183_527_257_757),
        (Text::Sparse, 10) => (141, 17_969_892),
        (Text::Sparse, 1_000) => (145, 617_996_247),
        (Text::Sparse, 100_000) => (351, 383_897_619_436),
        _ => panic!("not a size of the axis"),
    }
}
