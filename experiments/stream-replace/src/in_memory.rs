//! A second algorithm, over a slice: how much of the needle the bytes so far end with (Knuth, Morris and Pratt).
//!
//! Where the next byte does not go on with the match, a table says how long a shorter match the same bytes still end with.
//! No byte is looked at twice, needles that overlap themselves included, and what stands between two matches is copied whole.
//! No allocation per call; the table is made with the needle. The input has to be in memory.

use crate::inputs;
use crate::replacer::EmptyNeedle;
use declaration::Prepared;

// ANCHOR: replace
/// A needle and, for each of its prefixes, the length of the longest shorter prefix that the prefix ends with.
#[derive(Debug)]
pub struct MatchingIndex {
    needle: Vec<u8>,
    shorter: Vec<usize>,
}

impl MatchingIndex {
    /// Makes the table of a needle.
    ///
    /// # Errors
    ///
    /// [`EmptyNeedle`]: nothing to look for.
    pub fn new(needle: &[u8]) -> Result<Self, EmptyNeedle> {
        if needle.is_empty() {
            return Err(EmptyNeedle);
        }
        let mut index = Self { needle: needle.to_vec(), shorter: vec![0] }; // heap: 2
        for &byte in &needle[1..] {
            let matched = index.longest(index.shorter[index.shorter.len() - 1], byte);
            index.shorter.push(matched); // heap: may
        }
        Ok(index)
    }

    /// How much of the needle the bytes end with when `byte` comes after `matched` bytes of it.
    fn longest(&self, mut matched: usize, byte: u8) -> usize {
        while matched > 0 && self.needle[matched] != byte {
            matched = self.shorter[matched - 1];
        }
        matched + usize::from(self.needle[matched] == byte)
    }

    /// Appends the input to `output`, with the needle replaced.
    #[inline(never)]
    pub fn replace(&self, input: &[u8], replacement: &[u8], output: &mut Vec<u8>) {
        let (mut matched, mut copied) = (0, 0);
        for (at, &byte) in input.iter().enumerate() {
            matched = self.longest(matched, byte);
            if matched == self.needle.len() {
                output.extend_from_slice(&input[copied..at + 1 - matched]); // heap: may
                output.extend_from_slice(replacement); // heap: may
                (matched, copied) = (0, at + 1);
            }
        }
        output.extend_from_slice(&input[copied..]); // heap: may
    }
}
// ANCHOR_END: replace

/// Makes the table, a dense input and the output. Each call replaces in the whole input.
#[inline(never)]
pub fn prepare(size: usize) -> Prepared {
    prepared(inputs::dense(size))
}

/// The same with a sparse input.
#[inline(never)]
pub fn prepare_sparse(size: usize) -> Prepared {
    prepared(inputs::sparse(size))
}

fn prepared(input: Vec<u8>) -> Prepared {
    let (needle, replacement) = inputs::needle_and_replacement();
    let index = MatchingIndex::new(needle).expect("the needle has five bytes");
    let mut output = Vec::with_capacity(input.len()); // heap: 1
    Box::new(move || {
        // heap: 1
        output.clear();
        index.replace(&input, replacement, &mut output);
        inputs::fingerprint(&output)
    })
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a matching index over a slice", prepared(prepare))
        .at(&[crate::SAMPLE, crate::KIB_64])
        .answers(crate::inputs::dense_answer)
        .exact(|_| declaration::Exact::NONE);

pub(crate) static LARGE: declaration::Variant =
    declaration::variant!("in_memory_large", "a matching index, 16 MiB", prepared(prepare))
        .at(&[crate::MIB_16])
        .answers(crate::inputs::dense_answer)
        .uncounted(crate::LARGE)
        .against("streaming_large");

pub(crate) static SPARSE: declaration::Variant =
    declaration::variant!("in_memory_sparse", "a matching index, a match in 64 KiB", prepared(prepare_sparse))
        .at(&[crate::MIB, crate::MIB_16])
        .answers(crate::inputs::sparse_answer)
        .exact(|_| declaration::Exact::NONE)
        .against("streaming_sparse");
