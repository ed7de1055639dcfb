//! The tests of `calling-codes`.

use super::exercise::Codes;
use grading::{Grading, Rng};

const PAIRS: [(&str, &str); 40] = [
    ("1", "United States"),
    ("1242", "Bahamas"),
    ("1246", "Barbados"),
    ("20", "Egypt"),
    ("212", "Morocco"),
    ("27", "South Africa"),
    ("30", "Greece"),
    ("31", "Netherlands"),
    ("32", "Belgium"),
    ("33", "France"),
    ("34", "Spain"),
    ("350", "Gibraltar"),
    ("351", "Portugal"),
    ("352", "Luxembourg"),
    ("353", "Ireland"),
    ("354", "Iceland"),
    ("358", "Finland"),
    ("36", "Hungary"),
    ("39", "Italy"),
    ("40", "Romania"),
    ("41", "Switzerland"),
    ("420", "Czechia"),
    ("421", "Slovakia"),
    ("423", "Liechtenstein"),
    ("43", "Austria"),
    ("44", "United Kingdom"),
    ("441481", "Guernsey"),
    ("441534", "Jersey"),
    ("45", "Denmark"),
    ("46", "Sweden"),
    ("47", "Norway"),
    ("4779", "Svalbard"),
    ("48", "Poland"),
    ("49", "Germany"),
    ("7", "Russia"),
    ("76", "Kazakhstan"),
    ("77", "Kazakhstan"),
    ("81", "Japan"),
    ("82", "South Korea"),
    ("91", "India"),
];

pub fn grade(grading: &mut Grading) {
    let country = |number| move || Codes::of(&PAIRS).country(number).unwrap_or("none").to_owned();
    grading.right("a code of two digits", country("4930123456"), "Germany".to_owned());
    grading.right("the longest of two codes", country("441481700000"), "Guernsey".to_owned());
    grading.right("a longer code that is not reached", country("441482300"), "United Kingdom".to_owned());
    grading.right("a number with spaces", country("47 79 02"), "Norway".to_owned());
    grading.right("a number that ends within a code", country("4"), "none".to_owned());
    grading.right("an empty number", country(""), "none".to_owned());
    grading.right("no codes", || Codes::of(&[]).country("49").map(str::to_owned), None);
    grading.right_on_random("random codes", random, |case| ask(case), slow);
    grading.counted("40 calling codes", || PAIRS, |pairs| Codes::of(&pairs));
}

#[derive(Debug)]
struct Case {
    codes: Vec<String>,
    numbers: Vec<String>,
}

/// Few different digits, so that codes begin alike.
fn number(random: &mut Rng, most: usize) -> String {
    (0..random.usize(..=most)).map(|_| Grading::one_of(random, &['0', '4', '9'])).collect()
}

fn random(random: &mut Rng, size: usize) -> Case {
    let mut codes: Vec<String> = (0..size / 2).map(|_| number(random, 4)).collect();
    codes.sort();
    codes.dedup();
    random.shuffle(&mut codes);
    Case { codes, numbers: (0..5).map(|_| number(random, 6)).collect() }
}

fn ask(case: &Case) -> Vec<Option<String>> {
    let pairs: Vec<(&str, &str)> = case.codes.iter().map(|code| (code.as_str(), code.as_str())).collect();
    let codes = Codes::of(&pairs);
    case.numbers.iter().map(|number| codes.country(number).map(str::to_owned)).collect()
}

fn slow(case: &Case) -> Vec<Option<String>> {
    let longest = |number: &String| {
        case.codes.iter().filter(|code| number.starts_with(code.as_str())).max_by_key(|code| code.len()).cloned()
    };
    case.numbers.iter().map(longest).collect()
}
