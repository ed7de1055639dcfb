//! Does every variant write what the oracle writes, where the chapter measures it?

use stream_replace::inputs::{NEEDLE, REPLACED, REPLACEMENT, SAMPLE, dense, sparse};
use stream_replace::{
    Replacer, aho_corasick, in_memory, memmem, oracle, reader_array, reader_boxed, reader_compare_constant,
    reader_concrete, reader_dyn, reader_heap_array, reader_shift_constant, reader_stack_slice, str_replace,
    streaming_dyn,
};

/// Why a result is not an error here.
const INFALLIBLE: &str = "ASCII in memory, and a needle of five bytes";

fn replacer() -> Replacer {
    Replacer::new(NEEDLE, REPLACEMENT).expect(INFALLIBLE)
}

/// What a variant writes for an input.
type Replace = fn(&[u8], &mut Vec<u8>);

const VARIANTS: &[(&str, Replace)] = &[
    ("reader_boxed", |input, output| reader_boxed::replace(Box::new(input), NEEDLE, REPLACEMENT, output)),
    ("reader_dyn", |mut input, output| reader_dyn::replace(&mut input, NEEDLE, REPLACEMENT, output)),
    ("reader_concrete", |mut input, output| reader_concrete::replace(&mut input, NEEDLE, REPLACEMENT, output)),
    ("reader_array", |mut input, output| reader_array::replace(&mut input, NEEDLE, REPLACEMENT, output)),
    ("reader_stack_slice", |mut input, output| reader_stack_slice::replace(&mut input, NEEDLE, REPLACEMENT, output)),
    ("reader_heap_array", |mut input, output| reader_heap_array::replace(&mut input, NEEDLE, REPLACEMENT, output)),
    ("reader_compare_constant", |mut input, output| {
        reader_compare_constant::replace(&mut input, NEEDLE, REPLACEMENT, output);
    }),
    ("reader_shift_constant", |mut input, output| {
        reader_shift_constant::replace(&mut input, NEEDLE, REPLACEMENT, output);
    }),
    ("streaming", |mut input, output| {
        let mut replacer = replacer();
        replacer.replace(&mut input, output).expect(INFALLIBLE);
    }),
    ("streaming_dyn", |mut input, output| {
        let mut replacer = replacer();
        streaming_dyn::replace(&mut replacer, &mut input, output).expect(INFALLIBLE);
    }),
    ("in_memory", |input, output| {
        in_memory::MatchingIndex::new(NEEDLE).expect(INFALLIBLE).replace(input, REPLACEMENT, output);
    }),
    ("str_replace", |input, output| {
        let [text, needle, replacement] =
            [input, NEEDLE, REPLACEMENT].map(|bytes| std::str::from_utf8(bytes).expect(INFALLIBLE));
        output.extend_from_slice(str_replace::replace(text, needle, replacement).as_bytes());
    }),
    ("memmem", |input, output| memmem::replace(&memchr::memmem::Finder::new(NEEDLE), input, REPLACEMENT, output)),
    ("aho_corasick", |input, output| {
        let automaton = ::aho_corasick::AhoCorasick::new([NEEDLE]).expect(INFALLIBLE);
        aho_corasick::replace(&automaton, input, REPLACEMENT, output).expect(INFALLIBLE);
    }),
];

fn check(input: &[u8], expected: &[u8]) {
    for (name, replace) in VARIANTS {
        let mut output = Vec::new();
        replace(input, &mut output);
        assert!(output == expected, "{name}, {} bytes of input: {}", input.len(), output.escape_ascii());
    }
}

#[test]
fn the_sample_becomes_the_article_s_output_by_every_variant() {
    check(SAMPLE, REPLACED);
}

#[test]
fn the_sample_has_nine_matches() {
    let replacements = Replacer::new(NEEDLE, REPLACEMENT).unwrap().replace(&mut SAMPLE.as_slice(), &mut Vec::new());
    assert_eq!(replacements.unwrap(), 9);
}

#[test]
fn without_the_break_the_sample_has_another_answer() {
    let at = SAMPLE.windows(7).position(|window| window == b"elvi se").unwrap() + 4;
    let joined = [&SAMPLE[..at], &SAMPLE[at + 1..]].concat();
    let replacements = Replacer::new(NEEDLE, REPLACEMENT).unwrap().replace(&mut joined.as_slice(), &mut Vec::new());
    assert_eq!((joined.len(), replacements.unwrap()), (118, 10));
}

#[test]
fn inputs_of_many_chunks_become_what_the_oracle_says_by_every_variant() {
    // Sizes at which the dense input ends between two matches and the sparse one after one: the `reader_` variants lose a tail.
    for input in [dense(119 * 2_000), sparse(64 * 1024 * 3)] {
        let expected = oracle::replaced(&input, NEEDLE, REPLACEMENT).unwrap();
        assert_ne!(input, expected);
        check(&input, &expected);
    }
}

#[test]
fn the_sparse_input_has_one_match_in_each_period() {
    let input = sparse(stream_replace::inputs::SPARSE_PERIOD * 5);
    let replacements = Replacer::new(NEEDLE, REPLACEMENT).unwrap().replace(&mut input.as_slice(), &mut Vec::new());
    assert_eq!(replacements.unwrap(), 5);
}

#[test]
fn an_empty_needle_is_refused_with_the_remedy() {
    let error = Replacer::new(b"", b"Elvis").unwrap_err();
    assert_eq!(error.to_string(), "the needle is empty; give at least one byte to look for");
    assert!(in_memory::MatchingIndex::new(b"").is_err());
    assert!(oracle::replaced(b"abc", b"", b"x").is_err());
}
