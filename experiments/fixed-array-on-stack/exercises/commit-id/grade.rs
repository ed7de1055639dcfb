//! The tests of `commit-id`.

use super::exercise::CommitId;
use grading::{Grading, Rng};

const BYTES: [u8; 20] = [
    0x0a, 0xf4, 0xfa, 0x6f, 0, 0xff, 0x10, 0x9b, 0x1d, 0x37, 0x11, 0x5a, 0x04, 0xee, 0xc8, 0x20, 0x83, 0x99, 0x7e, 0x0d,
];
const TEXT: &str = "0af4fa6f00ff109b1d37115a04eec82083997e0d";

pub fn grade(grading: &mut Grading) {
    grading.right("the digits", || CommitId::new(BYTES).hex().as_str().to_owned(), TEXT.to_owned());
    grading.right("parsed", || CommitId::parse(TEXT), Some(CommitId::new(BYTES)));
    grading.right("capital letters", || CommitId::parse(&TEXT.to_uppercase()), Some(CommitId::new(BYTES)));
    for (what, text) in [
        ("an empty text", String::new()),
        ("39 digits", TEXT[1..].to_owned()),
        ("42 digits", format!("{TEXT}00")),
        ("a letter that is no digit", TEXT.replace('a', "g")),
        ("a sign", TEXT.replace("0a", "+a")),
        ("40 bytes that are not all of ASCII", TEXT.replace("0a", "é")),
        ("40 characters that are not all of ASCII", TEXT.replace('a', "é")),
    ] {
        grading.right(what, || CommitId::parse(&text), None);
    }
    grading.right_on_random(
        "random commits",
        |random: &mut Rng, _| std::array::from_fn(|_| random.u8(..)),
        |bytes| CommitId::new(*bytes).hex().as_str().to_owned(),
        slow,
    );
    grading.right_on_random("random texts", random, |text| CommitId::parse(text).map(digits), |text| slow_parse(text));
    grading.counted("a commit written", || CommitId::new(BYTES), CommitId::hex);
    grading.counted("a commit parsed", || TEXT, CommitId::parse);
}

fn digits(commit: CommitId) -> String {
    commit.hex().as_str().to_owned()
}

fn slow(bytes: &[u8; 20]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).expect("it is below 16");
    bytes.iter().flat_map(|byte| [digit(byte / 16), digit(byte % 16)]).collect()
}

/// Most have 40 digits.
fn random(random: &mut Rng, _: usize) -> String {
    let count = if random.u8(..4) == 0 { random.usize(38..=42) } else { 40 };
    let mut text: String =
        (0..count).map(|_| Grading::one_of(random, &['0', '1', '9', 'a', 'f', 'A', 'F', '7', 'c'])).collect();
    if random.u8(..4) == 0 && text.pop().is_some() {
        text.push(Grading::one_of(random, &['g', '-', ' ', 'é']));
    }
    text
}

/// The digits of what is parsed are those of the text.
fn slow_parse(text: &str) -> Option<String> {
    let is_right = text.chars().count() == 40 && text.chars().all(|character| character.is_ascii_hexdigit());
    is_right.then(|| text.to_lowercase())
}
