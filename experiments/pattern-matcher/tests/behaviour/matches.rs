//! Are the matches right: against the aho-corasick crate, and against a search without an automaton?

use aho_corasick::AhoCorasick;
use pattern_matcher::automaton::{Automaton, DictionaryError, Match};
use pattern_matcher::corpus::{self, SIZES, TEXT, Text, weight};
use pattern_matcher::fixed_buffer::{FixedBuffer, Overflow, find_into};
use pattern_matcher::{crate_dfa, crate_nfa, fresh_vec, reused_vec};
use proptest::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// Every pattern that stands at every place, looked up by its bytes; in the order that is promised: by end, and at the same end the longest first.
fn without_an_automaton(patterns: &[impl AsRef<[u8]>], text: &[u8]) -> Vec<Match> {
    let by_bytes: HashMap<&[u8], usize> =
        patterns.iter().enumerate().map(|(position, pattern)| (pattern.as_ref(), position)).collect();
    let lengths: BTreeSet<usize> = by_bytes.keys().map(|bytes| bytes.len()).collect();
    let mut found = Vec::new();
    for end in 1..=text.len() {
        for &length in lengths.iter().rev().filter(|length| **length <= end) {
            if let Some(&pattern) = by_bytes.get(&text[end - length..end]) {
                found.push(Match { pattern, start: end - length, end });
            }
        }
    }
    found
}

fn of_the_crate(automaton: &AhoCorasick, text: &[u8]) -> Vec<Match> {
    let found = automaton.find_overlapping_iter(text);
    found.map(|found| Match { pattern: found.pattern().as_usize(), start: found.start(), end: found.end() }).collect()
}

/// The same matches by every way to get them.
fn by_every_way(patterns: &[Vec<u8>], text: &[u8]) -> [(&'static str, Vec<Match>); 4] {
    let automaton = Automaton::new(patterns).expect("patterns that differ and are not empty");
    let mut reused = vec![Match::default(); 3];
    reused_vec::find_all(&automaton, text, &mut reused);
    [
        ("iterator", automaton.matches(text).collect()),
        ("reused_vec", reused),
        ("fresh_vec", fresh_vec::find_all(&automaton, text)),
        ("fixed_buffer", drained::<3>(&automaton, text)),
    ]
}

/// All matches through a buffer of so many: whenever it is full, it is drained and the search goes on.
fn drained<const CAPACITY: usize>(automaton: &Automaton, text: &[u8]) -> Vec<Match> {
    let mut buffer = FixedBuffer::<CAPACITY>::new();
    let mut matches = automaton.matches(text).peekable();
    let mut all = Vec::new();
    loop {
        let found = find_into(&mut matches, &mut buffer);
        let some = buffer.drain();
        assert_eq!(found.is_err(), found == Err(Overflow { capacity: some.len() }) && some.len() == CAPACITY);
        all.extend_from_slice(some);
        if found.is_ok() {
            return all;
        }
    }
}

/// Patterns that differ and are not empty.
fn dictionary(letters: &'static str, longest: usize, most: usize) -> impl Strategy<Value = Vec<Vec<u8>>> {
    let pattern = prop::collection::vec(prop::sample::select(letters.as_bytes()), 1..=longest);
    let patterns = prop::collection::btree_set(pattern, 0..=most);
    // A set is sorted; the positions of patterns must not depend on that.
    patterns.prop_map(|patterns| patterns.into_iter().collect()).prop_shuffle()
}

fn text(letters: &'static str) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop::sample::select(letters.as_bytes()), 0..200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_texts_over_two_letters_have_the_matches_of_the_oracle_and_the_crate(
        patterns in dictionary("ab", 6, 20), text in text("ab")
    ) {
        let expected = without_an_automaton(&patterns, &text);
        prop_assert_eq!(&of_the_crate(&crate_dfa::automaton(&patterns), &text), &expected);
        prop_assert_eq!(&of_the_crate(&crate_nfa::automaton(&patterns), &text), &expected);
        for (way, found) in by_every_way(&patterns, &text) {
            prop_assert_eq!(&found, &expected, "{}", way);
        }
    }

    #[test]
    fn bytes_that_no_pattern_has_end_every_match(patterns in dictionary("abc", 4, 12), text in text("abcde")) {
        let expected = without_an_automaton(&patterns, &text);
        for (way, found) in by_every_way(&patterns, &text) {
            prop_assert_eq!(&found, &expected, "{}", way);
        }
    }

    #[test]
    fn any_bytes_may_be_in_patterns_and_texts(
        patterns in prop::collection::btree_set(prop::collection::vec(any::<u8>(), 1..4), 0..400),
        text in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let patterns: Vec<Vec<u8>> = patterns.into_iter().collect();
        let expected = without_an_automaton(&patterns, &text);
        prop_assert_eq!(&of_the_crate(&crate_nfa::automaton(&patterns), &text), &expected);
        for (way, found) in by_every_way(&patterns, &text) {
            prop_assert_eq!(&found, &expected, "{}", way);
        }
    }
}

#[test]
fn all_256_bytes_may_be_patterns_of_their_own() {
    let patterns: Vec<Vec<u8>> = (0..=255).rev().map(|byte| vec![byte]).collect();
    let text: Vec<u8> = (0..=255).collect();
    let expected: Vec<Match> = (0..256).map(|start| Match { pattern: 255 - start, start, end: start + 1 }).collect();
    assert_eq!(Automaton::new(&patterns).unwrap().matches(&text).collect::<Vec<_>>(), expected);
}

#[test]
fn a_dictionary_without_patterns_matches_nowhere() {
    let patterns: [&str; 0] = [];
    let automaton = Automaton::new(&patterns).unwrap();
    assert_eq!(automaton.matches(b"text").count(), 0);
    automaton.for_each_match(b"text", |found| panic!("{found:?}"));
}

#[test]
fn the_texts_of_the_chapter_have_the_declared_matches_by_every_way() {
    for &patterns in SIZES {
        let dictionary = corpus::dictionary(patterns);
        let crates = crate_nfa::automaton(&dictionary);
        for kind in [Text::Common, Text::Scattered, Text::Sparse] {
            let text = corpus::text(kind, patterns);
            assert_eq!(text.len(), TEXT);
            let expected = without_an_automaton(&dictionary, &text);
            let sum: u64 = expected.iter().copied().map(weight).sum();
            assert_eq!(expected.len() as u64, corpus::matches(kind, patterns), "{kind:?}, {patterns} patterns");
            assert_eq!(sum, corpus::answer(kind, patterns), "{kind:?}, {patterns} patterns");
            let automaton = corpus::automaton(patterns);
            assert!(automaton.matches(&text).eq(expected.iter().copied()), "{kind:?}, {patterns} patterns");
            assert_eq!(drained::<7>(automaton, &text), expected, "{kind:?}, {patterns} patterns");
            assert_eq!(of_the_crate(&crates, &text), expected, "{kind:?}, {patterns} patterns");
        }
    }
}

#[test]
fn an_overflow_keeps_what_is_in_the_buffer_and_the_match_that_found_no_room() {
    let automaton = Automaton::new(&["she", "he", "hers"]).unwrap();
    let all: Vec<Match> = automaton.matches(b"shers").collect();
    let mut matches = automaton.matches(b"shers").peekable();
    let mut buffer = FixedBuffer::<2>::new();
    let overflow = find_into(&mut matches, &mut buffer).unwrap_err();
    assert_eq!(overflow.to_string(), "the buffer is full at 2 matches; drain it and call again, no match is lost");
    assert_eq!(find_into(&mut matches, &mut buffer), Err(overflow), "not drained, so still full");
    assert_eq!(buffer.drain(), &all[..2]);
    assert_eq!(find_into(&mut matches, &mut buffer), Ok(()));
    assert_eq!(buffer.drain(), &all[2..]);
}

#[test]
fn a_buffer_that_is_exactly_full_at_the_end_of_the_text_is_no_overflow() {
    let automaton = Automaton::new(&["a"]).unwrap();
    let mut buffer = FixedBuffer::<3>::new();
    assert_eq!(find_into(&mut automaton.matches(b"aaa").peekable(), &mut buffer), Ok(()));
    assert_eq!(buffer.drain().len(), 3);
    assert_eq!(buffer.drain(), &[], "drained");
}

#[test]
fn a_dictionary_with_an_empty_pattern_is_refused_with_its_position() {
    let error = Automaton::new(&["he", "", "she"]).unwrap_err();
    assert_eq!(error, DictionaryError::EmptyPattern { position: 1 });
    assert_eq!(error.to_string(), "pattern 1 is empty; remove it, or give it at least one byte");
}

#[test]
fn a_dictionary_with_a_duplicate_is_refused_with_both_positions() {
    let error = Automaton::new(&["he", "she", "hers", "she", "she"]).unwrap_err();
    assert_eq!(error, DictionaryError::DuplicatePattern { first: 1, second: 3 });
    assert_eq!(error.to_string(), "pattern 3 is the same as pattern 1; remove one of the two");
}

#[test]
fn a_dictionary_that_is_too_large_is_refused_and_one_that_just_fits_is_not() {
    // Four states (the root, h, s, he), each with an entry for h, e, s and other bytes, and one for its output.
    let patterns = ["s", "he"];
    assert_eq!(Automaton::with_limit(&patterns, 20).unwrap().states(), 4);
    let error = Automaton::with_limit(&patterns, 19).unwrap_err();
    assert_eq!(error, DictionaryError::TooLarge { position: 1, limit: 19 });
    assert_eq!(
        error.to_string(),
        "pattern 1 does not fit into a table of 19 entries; leave patterns out, shorten them, or raise the limit (at most 2147483648 entries)"
    );
}

#[test]
fn the_dictionaries_have_overlapping_matches_and_no_duplicates() {
    for &patterns in SIZES {
        let dictionary = corpus::dictionary(patterns);
        assert_eq!(dictionary.iter().collect::<BTreeSet<_>>().len(), patterns);
        for (position, pattern) in dictionary.iter().enumerate().filter(|(position, _)| position % 4 == 3) {
            assert!(dictionary[position - 1].as_ref().ends_with(pattern.as_ref()), "{position}");
        }
    }
}

#[test]
fn a_scan_reads_one_entry_a_byte_and_none_outside_of_the_table() {
    let automaton = corpus::automaton(10);
    let text = corpus::text(Text::Common, 10);
    let offsets: Vec<usize> = automaton.offsets_read(&text).collect();
    assert_eq!(offsets.len(), text.len());
    assert!(offsets.iter().all(|offset| *offset < automaton.table_bytes()));
}
