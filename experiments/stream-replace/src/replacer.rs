//! How is a byte string replaced in a stream, for any needle, any reader and any writer, without an allocation per call?
//!
//! [`Replacer`] says what it promises. How it keeps the promise:
//!
//! - The reader fills a large chunk directly. It is called for as much as there is room, not for a byte at a time.
//! - Matches are looked for in blocks of positions, without a call for each match (`search`).
//! - A replacement as long as the needle is put into the chunk itself, and everything decided is written with one call.
//!   Another one goes to a second buffer with what stands between the matches; long stretches without a match are written from the
//!   chunk without being copied.
//! - The last bytes of the chunk, which may be the beginning of a match, stay until more is known.

use crate::search::{BLOCK, Matches, Needle};
use std::io::{self, ErrorKind, Read, Write};

/// Bytes that the reader is asked for at a time, and that are put together before they are written.
const CHUNK: usize = 16 << 10;

/// A stretch without a match of at least this many bytes is not copied before it is written.
const LONG: usize = 4 << 10;

/// A stretch of at most this many bytes is copied as if it had as many.
const SHORT: usize = 16;

/// A needle of no bytes is everywhere, and there is nothing to replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)] // heap: unknown
#[error("the needle is empty; give at least one byte to look for")]
pub struct EmptyNeedle;

/// Replaces one byte string by another in streams.
///
/// Matches are found from the left and do not overlap: `aa` is twice in `aaaaa`, as Go's `bytes.ReplaceAll` and `str::replace` find
/// it. What has been replaced is not searched again.
///
/// All memory is allocated by [`new`](Self::new): a chunk of 16 KiB or four times the needle, whichever is more, as much again for
/// the output, and the needle. [`replace`](Self::replace) allocates nothing and can be called again for the next stream.
///
/// # Examples
///
/// ```
/// use stream_replace::Replacer;
///
/// let mut replacer = Replacer::new(b"elvis", b"Elvis")?;
/// let mut output = Vec::new();
/// let replacements = replacer.replace(&mut b"abcelviselvis".as_slice(), &mut output)?;
/// assert_eq!((replacements, output.as_slice()), (2, b"abcElvisElvis".as_slice()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Replacer {
    needle: Needle,
    replacement: Box<[u8]>,
    /// Input; the last [`BLOCK`] bytes only make it readable behind its end.
    chunk: Box<[u8]>,
    output: Vec<u8>,
}

impl Replacer {
    /// Prepares to replace `needle` by `replacement`, which may be empty.
    ///
    /// # Errors
    ///
    /// [`EmptyNeedle`]: there is nothing to look for.
    pub fn new(needle: &[u8], replacement: &[u8]) -> Result<Self, EmptyNeedle> {
        if needle.is_empty() {
            return Err(EmptyNeedle);
        }
        let room = CHUNK.max(4 * needle.len());
        Ok(Self {
            needle: Needle::new(needle),
            replacement: replacement.into(),                 // heap: 1
            chunk: vec![0; room + BLOCK].into_boxed_slice(), // heap: 1
            output: Vec::with_capacity(room),                // heap: 1
        })
    }

    /// Writes everything that `reader` gives until it ends to `writer`, with every match replaced, and returns how many there were.
    ///
    /// Reads may be as short as they like, and `Interrupted` is tried again, of both sides. Output is written as soon as it is
    /// decided; up to twice the length of the needle is held back until more is read or the input ends. The writer is not flushed.
    ///
    /// # Errors
    ///
    /// An error of the reader is returned after everything read before it has been written, with what the input would have become
    /// had it ended there. An error of the writer is returned at once; how much was written is the writer's knowledge. Where the
    /// writer fails after the reader did, the reader's error is the one returned. After an error the next call begins afresh.
    // ANCHOR: replace
    pub fn replace<R, W>(&mut self, reader: &mut R, writer: &mut W) -> io::Result<u64>
    where
        R: Read + ?Sized,
        W: Write + ?Sized,
    {
        let length = self.needle.len();
        let room = self.chunk.len() - BLOCK;
        // A writer that panicked may have left it filled.
        self.output.clear();
        let mut replacements = 0;
        // The chunk holds input in `start..filled`; what was before is decided and written.
        let (mut start, mut filled) = (0, 0);
        loop {
            if filled > room / 2 {
                self.chunk.copy_within(start..filled, 0);
                (start, filled) = (0, filled - start);
            }
            let read = read(reader, &mut self.chunk[filled..room]);
            filled += read.as_ref().unwrap_or(&0);
            let ended = !matches!(read, Ok(1..));
            // A search has to have more new positions than old ones to look at, or reads of a byte each would make it quadratic.
            let written = if ended || filled - start >= 2 * length {
                let replaced = if self.replacement.len() == length {
                    self.patch(start, filled, writer)
                } else {
                    self.splice(start, filled, writer)
                };
                replacements += replaced.count;
                start = replaced.undecided;
                replaced.written
            } else {
                Ok(())
            };
            if ended {
                let rest = written.and_then(|()| writer.write_all(&self.chunk[start..filled])); // heap: may, unknown
                return read.and(rest).map(|()| replacements);
            }
            written?;
        }
    }
    // ANCHOR_END: replace

    // ANCHOR: patch
    /// Puts replacements of the needle's length into `start..filled` of the chunk and writes it, up to what is undecided.
    fn patch<W: Write + ?Sized>(&mut self, start: usize, filled: usize, writer: &mut W) -> Replaced {
        let (chunk, replacement) = (&mut *self.chunk, &*self.replacement);
        let mut matches = Matches::new(&self.needle, start, filled);
        let mut count = 0;
        while let Some(at) = matches.next(chunk) {
            copy_short(replacement, &mut chunk[at..at + replacement.len()]);
            count += 1;
        }
        let undecided = matches.undecided();
        Replaced { count, undecided, written: writer.write_all(&chunk[start..undecided]) } // heap: may, unknown
    }
    // ANCHOR_END: patch

    // ANCHOR: splice
    /// Writes `start..filled` of the chunk, up to what is undecided, with replacements in place of the matches.
    fn splice<W: Write + ?Sized>(&mut self, start: usize, filled: usize, writer: &mut W) -> Replaced {
        let (chunk, output) = (&*self.chunk, &mut self.output);
        let mut matches = Matches::new(&self.needle, start, filled);
        let (mut count, mut copied, mut written) = (0, start, Ok(()));
        while let Some(at) = matches.next(chunk) {
            count += 1;
            if written.is_ok() && !put_short(output, &chunk[copied..], at - copied, &self.replacement) {
                written = put(output, &chunk[copied..at], writer).and_then(|()| put(output, &self.replacement, writer));
            }
            copied = at + self.needle.len();
        }
        let undecided = matches.undecided();
        written =
            written.and_then(|()| put(output, &chunk[copied..undecided], writer)).and_then(|()| flush(output, writer));
        Replaced { count, undecided, written }
    }
    // ANCHOR_END: splice
}

/// What became of a part of the chunk.
struct Replaced {
    count: u64,
    /// From where on nothing is decided.
    undecided: usize,
    /// Whether what is before that was written.
    written: io::Result<()>,
}

/// Copies between slices of one length. Four to eight bytes are two words that overlap, without the call that copying any number
/// of bytes is.
#[inline(always)]
fn copy_short(from: &[u8], to: &mut [u8]) {
    let length = to.len();
    if (4..=8).contains(&length)
        && let (Some(first), Some(last)) = (from.first_chunk::<4>(), from.last_chunk::<4>())
    {
        to[..4].copy_from_slice(first);
        to[length - 4..].copy_from_slice(last);
    } else {
        to.copy_from_slice(from);
    }
}

/// Adds `length` bytes of a stretch and the replacement to the output, where both are short and there is room.
///
/// What is copied is always [`SHORT`] bytes, of which only `length` stay: a constant number takes two instructions, any other a call.
#[inline(always)]
fn put_short(output: &mut Vec<u8>, stretch: &[u8], length: usize, replacement: &[u8]) -> bool {
    let Some(first) = stretch.first_chunk::<SHORT>() else {
        return false;
    };
    if length > SHORT || output.capacity() - output.len() < SHORT + replacement.len() {
        return false;
    }
    let end = output.len() + length;
    output.extend_from_slice(first); // heap: elided
    output.truncate(end);
    output.extend_from_slice(replacement); // heap: may
    true
}

/// Adds bytes to the output, or writes them behind it where they are many or it is full.
fn put<W: Write + ?Sized>(output: &mut Vec<u8>, bytes: &[u8], writer: &mut W) -> io::Result<()> {
    if bytes.len() >= LONG {
        flush(output, writer)?;
        return writer.write_all(bytes); // heap: may, unknown
    }
    if bytes.len() > output.capacity() - output.len() {
        flush(output, writer)?;
    }
    output.extend_from_slice(bytes); // heap: may
    Ok(())
}

/// Writes the output and empties it, whatever becomes of the writing.
fn flush<W: Write + ?Sized>(output: &mut Vec<u8>, writer: &mut W) -> io::Result<()> {
    let written = writer.write_all(output); // heap: may, unknown
    output.clear();
    written
}

/// Reads again when interrupted.
fn read<R: Read + ?Sized>(reader: &mut R, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            // heap: unknown
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}
