//! The tests of `escaped-values`.

use super::exercise::unescape;
use grading::{Grading, Rng};

const PLAIN: &str = "/var/lib/ferries/timetables and /var/lib/ferries/fares";
const ESCAPED: &str = r"first line\nsecond line, with a \\ in it and a long end";

pub fn grade(grading: &mut Grading) {
    let text = |value: &str| unescape(value).into_owned();
    grading.right("a value without an escape", || text(PLAIN), PLAIN.to_owned());
    grading.right(
        "a value with two escapes",
        || text(ESCAPED),
        "first line\nsecond line, with a \\ in it and a long end".to_owned(),
    );
    grading.right("an empty value", || text(""), String::new());
    grading.right("a backslash before a letter n", || text(r"C:\\new"), r"C:\new".to_owned());
    grading.right("a backslash at the end", || text(r"end\"), r"end\".to_owned());
    grading.right("an escape of more than a byte", || text(r"\ä\t"), "ä\t".to_owned());
    grading.right_on_random("random values", random, |value| text(value), |value| slow(value));
    grading.counted("a value without an escape", || PLAIN, unescape);
    grading.counted("a value with two escapes", || ESCAPED, unescape);
}

fn random(random: &mut Rng, size: usize) -> String {
    (0..size).map(|_| Grading::one_of(random, &['\\', 'n', 't', ' ', 'ä', 'x'])).collect()
}

/// One step of a letter at a time, from the end of what is left.
fn slow(value: &str) -> String {
    let Some(letter) = value.chars().next() else { return String::new() };
    let rest = &value[letter.len_utf8()..];
    if letter != '\\' {
        return format!("{letter}{}", slow(rest));
    }
    let Some(escaped) = rest.chars().next() else { return "\\".to_owned() };
    let meant = if escaped == 'n' {
        '\n'
    } else if escaped == 't' {
        '\t'
    } else {
        escaped
    };
    format!("{meant}{}", slow(&rest[escaped.len_utf8()..]))
}
