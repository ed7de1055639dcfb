//! Four ways to look for a word in a text. Nothing is to be changed here.

use std::hint::black_box;

/// Where the word begins, in bytes.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> {
    text.match_indices(word).map(|(place, _)| place)
}

/// The same, for callers that may not know the type.
fn boxed_places<'a>(text: &'a str, word: &'a str) -> Box<dyn Iterator<Item = usize> + 'a> {
    black_box(Box::new(places(text, word)))
}

/// How many lines have the word.
pub fn lines_with(text: &str, word: &str) -> usize {
    text.lines().filter(|line| places(line, word).next().is_some()).count()
}

/// How many lines have the word twice.
pub fn lines_with_two(text: &str, word: &str) -> usize {
    text.lines().filter(|line| boxed_places(line, word).nth(1).is_some()).count()
}

/// Every place of the word.
pub fn all_places(text: &str, word: &str) -> Vec<usize> {
    places(text, word).collect()
}

/// What is found at every place.
pub fn all_found(text: &str, word: &str) -> Vec<String> {
    text.match_indices(word).map(|(_, found)| found.to_owned()).collect()
}
