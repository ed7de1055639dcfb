//! Which files does a list of patterns leave out?

/// Whether one of the patterns matches the name.
pub fn is_ignored(patterns: &[&str], name: &str) -> bool {
    patterns.iter().any(|pattern| is_match(pattern, name))
}

/// Whether a pattern matches a name as a whole: `*` stands for any number of letters, `?` for one, and another letter for itself.
pub fn is_match(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    is_match_of(pattern, &name)
}

fn is_match_of(pattern: &str, name: &[char]) -> bool {
    let mut letters = pattern.chars();
    match (letters.next(), name) {
        (None, name) => name.is_empty(),
        (Some('*'), name) => (0..=name.len()).any(|skipped| is_match_of(letters.as_str(), &name[skipped..])),
        (Some(wanted), [letter, name @ ..]) => {
            (wanted == '?' || wanted == *letter) && is_match_of(letters.as_str(), name)
        }
        (Some(_), []) => false,
    }
}
