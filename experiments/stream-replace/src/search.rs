//! Where are the matches in a chunk, when many of them may be close together?
//!
//! A library's `find` is called once per match, and where matches are a few bytes apart, starting and ending the call is most of
//! the work. Here 64 positions are looked at together: the two bytes of the needle that are the rarest in common texts are
//! compared at each of them, the outcome is a word with a bit for each position, and only where a bit is set the needle is
//! compared whole. There is no call in this. The loops over 64 bytes have a constant length and no branch, so the compiler makes
//! vector instructions of them; the source is safe and portable.
//!
//! A text in which most positions pass the first test and fail the second would make this quadratic. The cost of failures is
//! counted, and above a constant share of the bytes looked at the rest of the chunk is left to `memchr::memmem`, which is linear.

use memchr::arch::all::packedpair::Pair;
use memchr::memmem::Finder;

/// How many positions are looked at together, and how many bytes must be readable behind the last one searched.
pub(crate) const BLOCK: usize = 64;

/// Bytes of the needle that are compared at once.
const WORD: usize = 8;

/// How many bytes failed comparisons may cost for each position looked at, before the search is left to `memmem`.
const FAILURES_PER_POSITION: usize = 4;

/// A needle that is not empty, prepared for searching.
#[derive(Debug)]
pub(crate) struct Needle {
    finder: Finder<'static>,
    /// Places of the two rarest bytes.
    rare: [usize; 2],
    /// The first bytes, and ones in as many.
    word: u64,
    mask: u64,
}

impl Needle {
    /// Prepares `needle`, which must not be empty.
    pub(crate) fn new(needle: &[u8]) -> Self {
        // A needle of a single byte has no pair.
        let rare = Pair::new(needle).map_or([0, 0], |pair| [pair.index1(), pair.index2()].map(usize::from));
        let mut first = [0; WORD];
        let length = needle.len().min(WORD);
        first[..length].copy_from_slice(&needle[..length]);
        Self {
            finder: Finder::new(needle).into_owned(), // heap: may
            rare,
            word: u64::from_le_bytes(first),
            mask: u64::MAX >> (8 * (WORD - length)),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.finder.needle()
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes().len()
    }

    /// Whether the needle is at `at`. [`BLOCK`] bytes behind it are readable.
    #[inline(always)]
    fn is_at(&self, chunk: &[u8], at: usize) -> bool {
        let Some(first) = chunk[at..].first_chunk::<WORD>() else {
            return false;
        };
        if u64::from_le_bytes(*first) & self.mask != self.word {
            return false;
        }
        let length = self.len();
        length <= WORD || chunk[at + WORD..at + length] == self.bytes()[WORD..]
    }

    /// A bit for each of the [`BLOCK`] positions from `base` on: whether both rare bytes are in their places.
    #[inline(always)]
    fn candidates(&self, chunk: &[u8], base: usize) -> u64 {
        let block = |place: usize| chunk[base + place..].first_chunk::<BLOCK>();
        let (Some(one), Some(other)) = (block(self.rare[0]), block(self.rare[1])) else {
            return 0;
        };
        let (first, second) = (self.bytes()[self.rare[0]], self.bytes()[self.rare[1]]);
        let mut flags = [0_u8; BLOCK];
        for position in 0..BLOCK {
            flags[position] = u8::from(one[position] == first) & u8::from(other[position] == second);
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
pub(crate) struct Matches {
    /// Where a match may begin.
    earliest: usize,
    /// Before which a match must begin.
    limit: usize,
    /// The position of the lowest bit of `candidates`.
    base: usize,
    candidates: u64,
    /// Where the next block begins, unless a match reaches behind it.
    next_block: usize,
    /// Bytes that failed comparisons may still cost; `None` once they are used up.
    budget: Option<usize>,
}

impl Matches {
    /// The matches of a needle of `length` bytes that lie whole in `from..to`. [`BLOCK`] bytes behind `to` must be readable.
    pub(crate) fn new(length: usize, from: usize, to: usize) -> Self {
        let limit = (to + 1).saturating_sub(length).max(from);
        Self { earliest: from, limit, base: from, candidates: 0, next_block: from, budget: Some(0) }
    }

    /// Where the next match begins. The chunk may have been changed up to the end of the match before.
    #[inline(always)]
    pub(crate) fn next(&mut self, needle: &Needle, chunk: &[u8]) -> Option<usize> {
        let Some(mut budget) = self.budget else {
            return self.next_by_finder(needle, chunk);
        };
        loop {
            while self.candidates != 0 {
                let at = self.base + self.candidates.trailing_zeros() as usize;
                self.candidates &= self.candidates - 1;
                if at < self.earliest {
                    continue;
                }
                if at >= self.limit {
                    return None;
                }
                if needle.is_at(chunk, at) {
                    self.earliest = at + needle.len();
                    self.budget = Some(budget);
                    return Some(at);
                }
                let Some(left) = budget.checked_sub(needle.len()) else {
                    self.earliest = at + 1;
                    self.budget = None;
                    return self.next_by_finder(needle, chunk);
                };
                budget = left;
            }
            self.base = self.next_block.max(self.earliest);
            if self.base >= self.limit {
                return None;
            }
            self.next_block = self.base + BLOCK;
            self.candidates = needle.candidates(chunk, self.base);
            budget += BLOCK * FAILURES_PER_POSITION;
        }
    }

    /// The same by `memmem`.
    #[cold]
    fn next_by_finder(&mut self, needle: &Needle, chunk: &[u8]) -> Option<usize> {
        let part = chunk.get(self.earliest..self.limit + needle.len() - 1)?;
        let at = self.earliest + needle.finder.find(part)?;
        self.earliest = at + needle.len();
        Some(at)
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
        let mut matches = Matches::new(needle.len(), 0, text.len());
        std::iter::from_fn(|| matches.next(&prepared, &padded)).collect()
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
    fn where_most_candidates_fail_the_search_is_left_to_memmem_and_goes_on() {
        let needle = [b"a".repeat(40).as_slice(), b"b", &b"a".repeat(40)].concat();
        let text = [b"a".repeat(5_000).as_slice(), &needle, &b"a".repeat(3_000), &needle, &needle].concat();
        let prepared = Needle::new(&needle);
        let padded = [text.as_slice(), &[0; BLOCK]].concat();
        let mut matches = Matches::new(needle.len(), 0, text.len());
        let found: Vec<usize> = std::iter::from_fn(|| matches.next(&prepared, &padded)).collect();
        assert_eq!(found, expected(&needle, &text));
        assert_eq!(found.len(), 3);
    }
}
