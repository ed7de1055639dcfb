//! Does `Replacer` keep its contract, for any needle, replacement, reader and writer?
//!
//! The oracle is `stream_replace::oracle`. Needles are of two letters and inputs are made of pieces of them, so that matches, parts of
//! matches and overlaps are everywhere; readers and writers follow a script of short, interrupted, failing and ending calls.

use proptest::collection::vec;
use proptest::prelude::*;
use std::io::{self, ErrorKind, Read, Write};
use std::ops::Range;
use stream_replace::{Replacer, oracle};

/// What a reader or writer does when it is called.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Hands over at most this many bytes.
    AtMost(usize),
    Interrupted,
    Fails,
    /// A writer that accepts nothing.
    Accepts0,
}

/// Gives its input as the script says, and whole when the script is over.
struct Scripted<'a> {
    input: &'a [u8],
    script: &'a [Step],
    given: usize,
}

impl<'a> Scripted<'a> {
    fn new(input: &'a [u8], script: &'a [Step]) -> Self {
        Self { input, script, given: 0 }
    }
}

impl Read for Scripted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = match self.script.split_first() {
            None => usize::MAX,
            Some((&step, rest)) => {
                self.script = rest;
                match step {
                    Step::AtMost(most) => most,
                    Step::Interrupted => return Err(ErrorKind::Interrupted.into()),
                    Step::Fails | Step::Accepts0 => return Err(ErrorKind::ConnectionReset.into()),
                }
            }
        };
        let length = most.min(buffer.len()).min(self.input.len() - self.given);
        buffer[..length].copy_from_slice(&self.input[self.given..self.given + length]);
        self.given += length;
        Ok(length)
    }
}

/// Accepts bytes as the script says, and all when the script is over.
struct Accepting<'a> {
    output: Vec<u8>,
    script: &'a [Step],
}

impl<'a> Accepting<'a> {
    fn new(script: &'a [Step]) -> Self {
        Self { output: Vec::new(), script }
    }
}

impl Write for Accepting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let most = match self.script.split_first() {
            None => usize::MAX,
            Some((&step, rest)) => {
                self.script = rest;
                match step {
                    Step::AtMost(most) => most,
                    Step::Interrupted => return Err(ErrorKind::Interrupted.into()),
                    Step::Fails => return Err(ErrorKind::BrokenPipe.into()),
                    Step::Accepts0 => 0,
                }
            }
        };
        let length = most.min(bytes.len());
        self.output.extend_from_slice(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        panic!("the writer is flushed by its owner")
    }
}

/// Bytes of two letters.
fn letters(length: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![Just(b'a'), Just(b'b')], length)
}

/// A needle, a replacement that is often as long, and an input of that many pieces: the needle, beginnings of it, and single letters.
fn cases(needle: Range<usize>, pieces: Range<usize>) -> impl Strategy<Value = (Vec<u8>, Vec<u8>, Vec<u8>)> {
    letters(needle).prop_flat_map(move |needle| {
        let whole = needle.len();
        let beginning = needle.clone();
        let piece = prop_oneof![
            Just(needle.clone()),
            (0..whole).prop_map(move |length| beginning[..length].to_vec()),
            letters(1),
        ];
        let replacement = prop_oneof![Just(whole), 0..14_usize].prop_flat_map(letters);
        (Just(needle), replacement, vec(piece, pieces.clone()).prop_map(|pieces| pieces.concat()))
    })
}

/// Calls that hand over something, at most so many bytes: never none, which ends a stream.
fn progressing(at_most: Range<usize>) -> impl Strategy<Value = Vec<Step>> {
    vec(prop_oneof![3 => at_most.prop_map(Step::AtMost), 1 => Just(Step::Interrupted)], 0..60)
}

fn replaced(input: &[u8], needle: &[u8], replacement: &[u8]) -> (u64, Vec<u8>) {
    // A byte that is nowhere in the input, to count.
    let oracle = |replacement| oracle::replaced(input, needle, replacement).expect("a needle that is not empty");
    let count = oracle(b"!").iter().filter(|&&byte| byte == b'!').count() as u64;
    (count, oracle(replacement))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_reader_and_any_writer_give_what_the_oracle_gives(
        (needle, replacement, input) in cases(1..12, 0..40), reads in progressing(1..9), writes in progressing(1..9),
    ) {
        let mut replacer = Replacer::new(&needle, &replacement).unwrap();
        let (count, expected) = replaced(&input, &needle, &replacement);
        // The second call shows that the first one left nothing behind.
        for _ in 0..2 {
            let (mut reader, mut writer) = (Scripted::new(&input, &reads), Accepting::new(&writes));
            prop_assert_eq!(replacer.replace(&mut reader, &mut writer).unwrap(), count);
            prop_assert_eq!(&writer.output, &expected);
        }
    }

    // ANCHOR: failing_reader
    #[test]
    fn after_a_reader_s_error_the_output_is_that_of_the_input_so_far(
        (needle, replacement, input) in cases(1..6, 0..40), reads in progressing(1..9), writes in progressing(1..9),
    ) {
        let script = [reads.as_slice(), &[Step::Fails]].concat();
        let mut replacer = Replacer::new(&needle, &replacement).unwrap();
        let (mut reader, mut writer) = (Scripted::new(&input, &script), Accepting::new(&writes));
        let result = replacer.replace(&mut reader, &mut writer);
        if !reader.script.is_empty() {
            // The input ended before the script did.
            prop_assert!(result.is_ok());
        } else {
            prop_assert_eq!(result.unwrap_err().kind(), ErrorKind::ConnectionReset);
        }
        prop_assert_eq!(&writer.output, &replaced(&input[..reader.given], &needle, &replacement).1);
        prop_assert_eq!(next_call(&mut replacer, &input), replaced(&input, &needle, &replacement).1);
    }
    // ANCHOR_END: failing_reader

    #[test]
    fn a_writer_s_error_is_returned_and_what_it_accepted_is_the_beginning_of_the_output(
        (needle, replacement, input) in cases(1..6, 0..40), reads in progressing(1..9), writes in progressing(1..9),
        accepts_0: bool,
    ) {
        let last = if accepts_0 { Step::Accepts0 } else { Step::Fails };
        let script = [writes.as_slice(), &[last]].concat();
        let mut replacer = Replacer::new(&needle, &replacement).unwrap();
        let (mut reader, mut writer) = (Scripted::new(&input, &reads), Accepting::new(&script));
        let result = replacer.replace(&mut reader, &mut writer);
        let (count, expected) = replaced(&input, &needle, &replacement);
        if writer.script.is_empty() {
            let kind = if accepts_0 { ErrorKind::WriteZero } else { ErrorKind::BrokenPipe };
            prop_assert_eq!(result.unwrap_err().kind(), kind);
            prop_assert!(expected.starts_with(&writer.output));
        } else {
            prop_assert_eq!(result.unwrap(), count);
            prop_assert_eq!(&writer.output, &expected);
        }
        prop_assert_eq!(next_call(&mut replacer, &input), expected);
    }

    #[test]
    fn trait_objects_do_the_same((needle, replacement, input) in cases(1..6, 0..40)) {
        let mut output = Vec::new();
        let (mut reader, mut replacer) = (input.as_slice(), Replacer::new(&needle, &replacement).unwrap());
        let count = stream_replace::streaming_dyn::replace(&mut replacer, &mut reader, &mut output).unwrap();
        prop_assert_eq!((count, output), replaced(&input, &needle, &replacement));
    }

    #[test]
    fn the_matching_index_gives_what_the_oracle_gives((needle, replacement, input) in cases(1..12, 0..40)) {
        let mut output = Vec::new();
        let index = stream_replace::in_memory::MatchingIndex::new(&needle).unwrap();
        index.replace(&input, &replacement, &mut output);
        prop_assert_eq!(output, replaced(&input, &needle, &replacement).1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn matches_across_the_ends_of_chunks_are_found(
        needle in letters(1..80), copies in vec((letters(0..4), 1..4_usize), 1..12), shift in 0..100_usize,
        replacement_length in prop_oneof![Just(None), (0..9_000_usize).prop_map(Some)], reads in progressing(1..5_000),
    ) {
        // The needle, and nearly the needle, again and again, over several chunks.
        let replacement = vec![b'c'; replacement_length.unwrap_or(needle.len())];
        let mut block = Vec::new();
        for (between, times) in &copies {
            block.extend_from_slice(between);
            block.extend(needle.repeat(*times));
            block.extend_from_slice(&needle[1..]);
        }
        let mut input = vec![b'a'; shift];
        while input.len() < 70_000 {
            input.extend_from_slice(&block);
            input.extend(std::iter::repeat_n(b'b', input.len() % 5_003));
        }
        let mut replacer = Replacer::new(&needle, &replacement).unwrap();
        let mut output = Vec::new();
        let count = replacer.replace(&mut Scripted::new(&input, &reads), &mut output).unwrap();
        let expected = replaced(&input, &needle, &replacement);
        prop_assert_eq!(count, expected.0);
        prop_assert!(output == expected.1);
    }
}

/// What the replacer makes of the input in a call of its own.
fn next_call(replacer: &mut Replacer, mut input: &[u8]) -> Vec<u8> {
    let mut output = Vec::new();
    replacer.replace(&mut input, &mut output).expect("a slice and a Vec do not fail");
    output
}

#[test]
fn a_needle_longer_than_the_chunk_is_replaced_with_every_length_of_read() {
    let needle: Vec<u8> = (0..100_000_u32).map(|at| (at % 251) as u8).collect();
    let input = [needle.as_slice(), b"between", &needle, &needle[..99_999]].concat();
    let expected = [b"xbetweenx".as_slice(), &needle[..99_999]].concat();
    for most in [1, 7, 4_096, usize::MAX] {
        let script = vec![Step::AtMost(most); input.len() / most.min(input.len()) + 1];
        let mut replacer = Replacer::new(&needle, b"x").unwrap();
        let mut writer = Accepting::new(&[]);
        let count = replacer.replace(&mut Scripted::new(&input, &script), &mut writer).unwrap();
        assert_eq!(count, 2);
        assert!(writer.output == expected, "reads of {most} bytes");
    }
}

#[test]
fn every_length_of_needle_is_told_from_what_differs_in_one_byte() {
    for length in 1..=40 {
        let needle: Vec<u8> = (0..length).map(|at| b'a' + at % 20).collect();
        let mut input = needle.clone();
        for wrong in 0..needle.len() {
            input.extend_from_slice(&needle);
            *input.last_mut().unwrap() = b'-';
            input.extend_from_slice(&needle);
            let at = input.len() - needle.len() + wrong;
            input[at] = b'-';
            input.extend_from_slice(&needle);
        }
        for replacement in [vec![b'X'; needle.len()], vec![b'X'; needle.len() + 1], Vec::new()] {
            let mut output = Vec::new();
            let mut replacer = Replacer::new(&needle, &replacement).unwrap();
            let count = replacer.replace(&mut input.as_slice(), &mut output).unwrap();
            assert_eq!((count, output), replaced(&input, &needle, &replacement), "a needle of {length} bytes");
        }
    }
}

#[test]
fn after_a_writer_s_panic_the_next_call_begins_afresh() {
    struct Panicking;
    impl Write for Panicking {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            panic!("a writer that panics, on purpose")
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut replacer = Replacer::new(b"a", b"bc").unwrap();
    let call = std::panic::AssertUnwindSafe(|| replacer.replace(&mut b"aa".as_slice(), &mut Panicking));
    assert!(std::panic::catch_unwind(call).is_err());
    assert_eq!(next_call(&mut replacer, b"xa"), b"xbc");
}

#[test]
fn where_both_sides_fail_the_reader_s_error_is_returned() {
    let mut reader = Scripted::new(b"ab", &[Step::AtMost(2), Step::Fails]);
    let error = Replacer::new(b"abc", b"x").unwrap().replace(&mut reader, &mut Accepting::new(&[Step::Fails]));
    assert_eq!(error.unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[test]
fn what_is_decided_is_written_before_more_is_read() {
    /// Records how much had been written whenever more was read.
    struct Watched<'a> {
        left: usize,
        written: &'a std::cell::Cell<usize>,
    }
    impl Read for Watched<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = 1_000 - self.left;
            assert!(read - self.written.get() < 2 * 5, "{read} read, {} written", self.written.get());
            self.left = self.left.saturating_sub(1);
            buffer[0] = b'e';
            Ok(usize::from(self.left > 0))
        }
    }
    struct Count<'a>(&'a std::cell::Cell<usize>);
    impl Write for Count<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.set(self.0.get() + bytes.len());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let written = std::cell::Cell::new(0);
    for replacement in [b"Elvis".as_slice(), b"the King"] {
        written.set(0);
        let mut replacer = Replacer::new(b"elvis", replacement).unwrap();
        let mut reader = Watched { left: 1_000, written: &written };
        assert_eq!(replacer.replace(&mut reader, &mut Count(&written)).unwrap(), 0);
        assert_eq!(written.get(), 999);
    }
}

#[test]
fn a_text_that_is_made_to_fail_comparisons_takes_time_in_proportion_to_its_length() {
    // Quadratic, this would be ten to the eleventh comparisons: the test would not end. No time is asserted.
    let needle = [b"a".repeat(50_000).as_slice(), b"b", &b"a".repeat(50_000)].concat();
    let input = b"a".repeat(2_000_000);
    for most in [1_000, usize::MAX] {
        let script = vec![Step::AtMost(most); 2_001];
        let mut replacer = Replacer::new(&needle, b"").unwrap();
        let count = replacer.replace(&mut Scripted::new(&input, &script), &mut io::sink());
        assert_eq!(count.unwrap(), 0);
    }
}
