//! Where are the matches in a chunk, when many of them may be close together?
//!
//! A library's `find` is called once per match, and where matches are a few bytes apart, starting and ending the call is most of
//! the work. Here 64 positions are looked at together: the two bytes of the needle that are the rarest in common texts are
//! compared at each of them, the outcome is a word with a bit for each position, and only where a bit is set the needle is
//! compared whole. There is no call in this. The loops over 64 bytes have a constant length and no branch, so the compiler makes
//! vector instructions of them; the source is safe and portable.
//!
//! Where four such blocks have no match, the next one is left to `memchr::memmem`, which is faster over long stretches. It is linear
//! too, which keeps a text that is made to fail comparisons from making this quadratic.

use memchr::arch::all::packedpair::Pair;
use memchr::memmem::Finder;

/// How many positions are looked at together, and how many bytes must be readable behind the last one searched.
pub(crate) const BLOCK: usize = 64;

/// Bytes of the needle that are compared at once.
const WORD: usize = 8;

/// How many blocks without a match are looked at before the next match is left to `memmem`.
const BLOCKS: usize = 4;

/// A needle that is not empty, prepared for searching.
#[derive(Debug)]
pub(crate) struct Needle {
    finder: Finder<'static>,
    pattern: Pattern,
}

/// What is compared at each position. A copy of it is held in registers: the compiler cannot know that what is written to a chunk
/// is not written to a `Needle`.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    length: usize,
    /// Places of the two rarest bytes and of a third one, and the bytes.
    places: [usize; 3],
    bytes: [u8; 3],
    /// The first bytes, and ones in as many.
    word: u64,
    mask: u64,
}

impl Needle {
    /// Prepares `needle`, which must not be empty.
    pub(crate) fn new(needle: &[u8]) -> Self {
        // A needle of a single byte has no pair.
        let [one, other] = Pair::new(needle).map_or([0, 0], |pair| [pair.index1(), pair.index2()].map(usize::from));
        let last = needle.len() - 1;
        let places = [one, other, if one.max(other) == last { 0 } else { last }];
        let mut first = [0; WORD];
        let length = needle.len().min(WORD);
        first[..length].copy_from_slice(&needle[..length]);
        let pattern = Pattern {
            length: needle.len(),
            places,
            bytes: places.map(|place| needle[place]),
            word: u64::from_le_bytes(first),
            mask: u64::MAX >> (8 * (WORD - length)),
        };
        Self { finder: Finder::new(needle).into_owned(), pattern } // heap: 1
    }

    pub(crate) fn len(&self) -> usize {
        self.pattern.length
    }

    /// Where the needle is first in `from..to`, by `memmem`.
    #[inline(never)]
    fn find(&self, chunk: &[u8], from: usize, to: usize) -> Option<usize> {
        Some(from + self.finder.find(&chunk[from..to])?) // heap: unknown
    }

    /// Whether what follows the first word of the needle follows at `at`.
    #[inline(never)]
    fn rest_is_at(&self, chunk: &[u8], at: usize) -> bool {
        chunk[at + WORD..at + self.len()] == self.finder.needle()[WORD..]
    }
}

impl Pattern {
    /// Whether the needle is at `at`, or its first word where it is longer. [`BLOCK`] bytes behind it are readable.
    #[inline(always)]
    fn is_at(&self, chunk: &[u8], at: usize) -> bool {
        let first = chunk[at..].first_chunk::<WORD>();
        first.is_some_and(|first| u64::from_le_bytes(*first) & self.mask == self.word)
    }

    /// A bit for each of the [`BLOCK`] positions from `base` on: whether the three bytes are in their places.
    #[inline(always)]
    fn candidates(&self, chunk: &[u8], base: usize) -> u64 {
        let [Some(one), Some(two), Some(three)] = self.places.map(|place| chunk[base + place..].first_chunk::<BLOCK>())
        else {
            return 0;
        };
        let [first, second, third] = self.bytes;
        let mut flags = [0_u8; BLOCK];
        for at in 0..BLOCK {
            flags[at] = u8::from(one[at] == first) & u8::from(two[at] == second) & u8::from(three[at] == third);
        }
        let (words, _) = flags.as_chunks::<8>();
        if words.iter().fold(0, |any, &word| any | u64::from_le_bytes(word)) == 0 {
            return 0;
        }
        // The product gathers the lowest bit of each byte in the highest byte.
        words
            .iter()
            .rev()
            .fold(0, |bits, &word| (bits << 8) | (u64::from_le_bytes(word).wrapping_mul(0x0102_0408_1020_4080) >> 56))
    }
}

/// The matches in a part of a chunk, from the left, without overlaps.
#[derive(Debug)]
pub(crate) struct Matches<'a> {
    needle: &'a Needle,
    pattern: Pattern,
    /// Where a match may begin.
    earliest: usize,
    /// Before which a match must begin.
    limit: usize,
    /// The position of the lowest bit of `candidates`.
    base: usize,
    candidates: u64,
    /// Where the next block begins, unless a match reaches behind it.
    next_block: usize,
}

impl<'a> Matches<'a> {
    /// The matches that lie whole in `from..to`. [`BLOCK`] bytes behind `to` must be readable.
    pub(crate) fn new(needle: &'a Needle, from: usize, to: usize) -> Self {
        let limit = (to + 1).saturating_sub(needle.len()).max(from);
        Self { needle, pattern: needle.pattern, earliest: from, limit, base: from, candidates: 0, next_block: from }
    }

    /// Where the next match begins. The chunk may have been changed up to the end of the match before.
    #[inline(always)]
    pub(crate) fn next(&mut self, chunk: &[u8]) -> Option<usize> {
        let length = self.pattern.length;
        let mut blocks = 0;
        loop {
            while self.candidates != 0 {
                let at = self.base + self.candidates.trailing_zeros() as usize;
                self.candidates &= self.candidates - 1;
                if at >= self.limit {
                    return None;
                }
                if at >= self.earliest
                    && self.pattern.is_at(chunk, at)
                    && (length <= WORD || self.needle.rest_is_at(chunk, at))
                {
                    self.earliest = at + length;
                    return Some(at);
                }
            }
            self.base = self.next_block.max(self.earliest);
            if self.base >= self.limit {
                return None;
            }
            if blocks == BLOCKS {
                let found = self.needle.find(chunk, self.base, self.limit + length - 1);
                match found {
                    Some(at) => self.earliest = at + length,
                    None => self.next_block = self.limit,
                }
                return found;
            }
            blocks += 1;
            self.next_block = self.base + BLOCK;
            self.candidates = self.pattern.candidates(chunk, self.base);
        }
    }

    /// From where on nothing is decided yet: the part ends before a match that begins there would.
    pub(crate) fn undecided(&self) -> usize {
        self.limit.max(self.earliest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle;

    /// Every match of the needle in the text, by blocks.
    fn found(needle: &[u8], text: &[u8]) -> Vec<usize> {
        let prepared = Needle::new(needle);
        let padded = [text, &[b'a'; BLOCK]].concat();
        let mut matches = Matches::new(&prepared, 0, text.len());
        std::iter::from_fn(|| matches.next(&padded)).collect()
    }

    /// The same from the oracle: where it writes a byte that is nowhere in the text.
    fn expected(needle: &[u8], text: &[u8]) -> Vec<usize> {
        let marked = oracle::replaced(text, needle, b"!").unwrap();
        let marks = marked.iter().enumerate().filter(|&(_, &byte)| byte == b'!');
        marks.enumerate().map(|(before, (at, _))| at + before * (needle.len() - 1)).collect()
    }

    #[test]
    fn every_short_needle_is_found_wherever_it_is_across_two_blocks() {
        for length in [1, 2, 3, 7, 8, 9, 15, 64, 65] {
            for at in 0..=2 * BLOCK {
                let needle: Vec<u8> = (0..length).map(|place| b'b' + (place % 20) as u8).collect();
                let text = [vec![b'a'; at].as_slice(), &needle, b"aaa"].concat();
                assert_eq!(found(&needle, &text), [at], "a needle of {length} bytes at {at}");
                assert_eq!(found(&needle, &text[..at + length - 1]), [0; 0], "its last byte is missing");
            }
        }
    }

    #[test]
    fn all_needles_of_two_letters_are_found_in_all_texts_of_two_letters() {
        let words = |length: u32| {
            (0..1_u32 << length)
                .map(move |bits| (0..length).map(|at| b'a' + (bits >> at & 1) as u8).collect::<Vec<_>>())
        };
        for needle in (1..=4).flat_map(words) {
            for text in (0..=9).flat_map(words) {
                assert_eq!(found(&needle, &text), expected(&needle, &text), "{needle:?} in {text:?}");
            }
        }
    }

    #[test]
    fn far_matches_are_left_to_memmem_and_close_ones_behind_them_are_found_by_blocks() {
        let needle = [b"a".repeat(40).as_slice(), b"b", &b"a".repeat(40)].concat();
        let text = [b"a".repeat(5_000).as_slice(), &needle, &b"a".repeat(3_000), &needle, &needle].concat();
        let prepared = Needle::new(&needle);
        let padded = [text.as_slice(), &[0; BLOCK]].concat();
        let mut matches = Matches::new(&prepared, 0, text.len());
        let found: Vec<usize> = std::iter::from_fn(|| matches.next(&padded)).collect();
        assert_eq!(found, expected(&needle, &text));
        assert_eq!(found.len(), 3);
    }
}
