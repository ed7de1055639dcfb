//! The tests of `ignored-files`.

use super::exercise::{is_ignored, is_match};
use grading::{Grading, Rng};

const RULES: [&str; 5] = ["*.o", "target*", "~*", "#*#", "*.?wp"];

pub fn grade(grading: &mut Grading) {
    for (pattern, name, wanted) in [
        ("", "", true),
        ("", "a", false),
        ("*", "", true),
        ("?", "", false),
        ("?", "é", true),
        ("???", "字", false),
        ("a*", "a", true),
        ("*a", "ab", false),
        ("*.tar.*", "notes.tar.tar.gz", true),
        ("*ab?*b", "aababb", true),
    ] {
        grading.right(&format!("`{pattern}` and `{name}`"), || is_match(pattern, name), wanted);
    }
    grading.right("no patterns", || is_ignored(&[], "main.rs"), false);
    grading.right("60 names", || ignored(&names()), 15);
    grading.right_on_random(
        "random patterns and names",
        |random, size| (letters(random, size / 6, "ab*?é*"), letters(random, size / 3, "abé")),
        |(pattern, name)| is_match(pattern, name),
        |(pattern, name)| slow(pattern, name),
    );
    grading.counted("60 names, 5 patterns", names, |names| ignored(&names));
}

fn ignored(names: &[String]) -> usize {
    names.iter().filter(|name| is_ignored(&RULES, name)).count()
}

fn names() -> Vec<String> {
    let endings = ["rs", "o", "toml", "txt"];
    (0..60).map(|number| format!("módulo_{number}.{}", endings[number % 4])).collect()
}

fn letters(random: &mut Rng, count: usize, of: &str) -> String {
    let of: Vec<char> = of.chars().collect();
    (0..random.usize(..=count)).map(|_| Grading::one_of(random, &of)).collect()
}

/// Which beginnings of the name are matched, after each letter of the pattern.
fn slow(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let mut matched = vec![false; name.len() + 1];
    matched[0] = true;
    for wanted in pattern.chars() {
        let mut next = vec![false; matched.len()];
        for end in 0..matched.len() {
            next[end] = match wanted {
                '*' => matched[..=end].contains(&true),
                '?' => end > 0 && matched[end - 1],
                wanted => end > 0 && matched[end - 1] && name[end - 1] == wanted,
            };
        }
        matched = next;
    }
    matched[name.len()]
}
