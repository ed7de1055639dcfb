//! Which files does a list of patterns leave out?

/// Whether one of the patterns matches the name.
pub fn is_ignored(patterns: &[&str], name: &str) -> bool {
    patterns.iter().any(|pattern| is_match(pattern, name))
}

/// Whether a pattern matches a name as a whole: `*` stands for any number of letters, `?` for one, and another letter for itself.
pub fn is_match(pattern: &str, name: &str) -> bool {
    is_match_of(pattern.as_bytes(), name.as_bytes())
}

fn is_match_of(pattern: &[u8], name: &[u8]) -> bool {
    match (pattern, name) {
        ([], []) => true,
        ([b'*', pattern @ ..], _) => (0..=name.len()).any(|skipped| is_match_of(pattern, &name[skipped..])),
        ([b'?', pattern @ ..], [_, name @ ..]) => is_match_of(pattern, name),
        ([wanted, pattern @ ..], [letter, name @ ..]) => wanted == letter && is_match_of(pattern, name),
        _ => false,
    }
}
