//! What the variants have in common: most make the text `a = NUMBER` and a newline, and all end in the checksum of their text.
//!
//! This is the one part of the chapter that is shared, so that what differs between two variants is how the text was made.

use std::io;

/// A small and a large number, those of the article: Go keeps values for the numbers up to 255, so that printing them allocates less.
pub const NUMBERS: &[usize] = &[77, 66_666_666];

/// The large number alone.
pub const LARGE: &[usize] = &[66_666_666];

/// The checksum of a text.
///
/// Not inlined: the optimiser cannot replace the text by what it knows of it, so the text must exist.
#[inline(never)]
pub fn checksum(text: &[u8]) -> u64 {
    followed_by(0, text)
}

fn followed_by(checksum: u64, text: &[u8]) -> u64 {
    text.iter().fold(checksum, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)))
}

/// A sink for text that keeps its checksum, and so proves what arrived.
///
/// `io::sink()` will not do: it does not even format what is written to it.
#[derive(Debug, Default)]
pub struct Checksum(u64);

impl Checksum {
    /// Takes in a text.
    pub fn add(&mut self, text: &[u8]) {
        self.0 = followed_by(self.0, text);
    }

    /// The checksum of what was written since the last call.
    pub fn take(&mut self) -> u64 {
        std::mem::take(&mut self.0)
    }
}

impl io::Write for Checksum {
    #[inline(never)]
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.add(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
