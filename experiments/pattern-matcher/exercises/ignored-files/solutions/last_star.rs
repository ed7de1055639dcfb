//! Which files does a list of patterns leave out?

/// Whether one of the patterns matches the name.
pub fn is_ignored(patterns: &[&str], name: &str) -> bool {
    patterns.iter().any(|pattern| is_match(pattern, name))
}

/// Whether a pattern matches a name as a whole: `*` stands for any number of letters, `?` for one, and another letter for itself.
pub fn is_match(pattern: &str, name: &str) -> bool {
    let (mut pattern, mut name) = (pattern.chars(), name.chars());
    // What follows the last star, and the letters that it has not taken yet.
    let mut star = None;
    loop {
        let rest = name.clone();
        let letter = name.next();
        match (pattern.next(), letter) {
            (None, None) => return true,
            (Some('*'), _) => {
                star = Some((pattern.clone(), rest.clone()));
                name = rest;
            }
            (Some('?'), Some(_)) => {}
            (Some(wanted), Some(letter)) if wanted == letter => {}
            _ => {
                let Some((after, taken)) = &mut star else { return false };
                if taken.next().is_none() {
                    return false;
                }
                (pattern, name) = (after.clone(), taken.clone());
            }
        }
    }
}
