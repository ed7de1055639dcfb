//! Which files does a list of patterns leave out?

/// Whether one of the patterns matches the name.
pub fn is_ignored(patterns: &[&str], name: &str) -> bool {
    patterns.iter().any(|pattern| is_match(pattern, name))
}

/// Whether a pattern matches a name as a whole: `*` stands for any number of letters, `?` for one, and another letter for itself.
pub fn is_match(pattern: &str, name: &str) -> bool {
    let (mut patterns, mut letters) = (pattern.chars(), name.chars());
    match patterns.next() {
        None => name.is_empty(),
        Some('*') => name.char_indices().any(|(place, _)| is_match(patterns.as_str(), &name[place..])),
        Some('?') => letters.next().is_some() && is_match(patterns.as_str(), letters.as_str()),
        Some(wanted) => letters.next() == Some(wanted) && is_match(patterns.as_str(), letters.as_str()),
    }
}
