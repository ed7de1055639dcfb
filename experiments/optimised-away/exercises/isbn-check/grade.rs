//! The tests of `isbn-check`.

use super::exercise::is_isbn;
use grading::{Grading, Rng};

const SHELF: [&str; 6] = [
    "978-1-59327-828-1",
    "978-1-0981-3094-1",
    "9781718503106",
    "978-3-16-148410-0",
    "978-1-59327-828-2",
    "978-0-306-40615",
];

pub fn grade(grading: &mut Grading) {
    for (text, wanted) in [
        ("978-3-16-148410-0", true),
        ("9783161484100", true),
        ("-978316148410-0-", true),
        ("0000000000000", true),
        ("978-3-16-148410-1", false),
        ("", false),
        ("-", false),
        ("978-3-16-148410", false),
        ("978-3-16-148410-00", false),
        ("00000000000000", false),
        ("978-3-16-148410-x", false),
        ("978-3-16-148410-0x", false),
        ("978 3 16 148410 0", false),
        ("９783161484100", false),
    ] {
        grading.right(text, || is_isbn(text), wanted);
    }
    grading.right_on_random("random texts", random, |text| is_isbn(text), |text| slow(text));
    grading.counted("six books", || SHELF, |shelf| shelf.iter().filter(|text| is_isbn(text)).count());
}

/// Most have 13 digits, and those with small digits are often right.
fn random(random: &mut Rng, _: usize) -> String {
    let digits = if random.u8(..4) == 0 { random.usize(11..=15) } else { 13 };
    let mut text = String::new();
    for _ in 0..digits {
        text.push_str(Grading::one_of(random, &["0", "0", "1", "5", "9", "0-", "5-"]));
    }
    if random.u8(..8) == 0 {
        text += &Grading::word(random);
    }
    text
}

fn slow(text: &str) -> bool {
    let text = text.replace('-', "");
    if text.len() != 13 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let mut sum = 0;
    for (index, byte) in text.bytes().enumerate() {
        let digit = u32::from(byte - b'0');
        sum += digit;
        if index % 2 == 1 {
            sum += 2 * digit;
        }
    }
    sum % 10 == 0
}
