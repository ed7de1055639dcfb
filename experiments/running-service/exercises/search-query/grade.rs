//! The tests of `search-query`.

use super::exercise::{Search, search};
use grading::{Grading, Rng};

const THREE: &str = "q=caf%C3%A9+cr%C3%A8me+%26+croissant&page=2&per_page=50";
const MANY: &str = "utm_source=newsletter+of+may&utm_campaign=spring%20sale&session=7f3a9c&lang=pt&q=caf%C3%A9+cr%C3%A8me+%26+croissant\
                    &page=12&per_page=50&from=%2Fsearch%3Fq%3Dcaf%C3%A9&theme=dark&sort=";

pub fn grade(grading: &mut Grading) {
    for (what, query, text, page, per_page) in [
        ("an empty query", "", "", 1, 20),
        ("three names", THREE, "café crème & croissant", 2, 50),
        ("names that nobody asks for", MANY, "café crème & croissant", 12, 50),
        ("names with escapes", "%71=a&p%61ge=3&per%5Fpage=%31%30", "a", 3, 10),
        ("names that come twice", "q=a&page=2&q=b&page=x", "b", 1, 20),
        ("numbers that are too large, and none", "page=4294967296&per_page=", "", 1, 20),
        ("signs and zeros", "page=%2B7&per_page=007", "", 1, 7),
        ("escapes that are cut off, and a byte that is not UTF-8", "q=%4+%zz%E9%", "%4 %zz\u{fffd}%", 1, 20),
    ] {
        grading.right(what, || search(query), Search { text: text.to_owned(), page, per_page });
    }
    grading.right_on_random("random queries", random, |query| search(query), |query| slow(query));
    grading.counted("a query of 3 names", || THREE.to_owned(), |query| search(&query));
    grading.counted("a query of 10 names", || MANY.to_owned(), |query| search(&query));
}

fn random(random: &mut Rng, size: usize) -> String {
    const PARTS: [&str; 20] = [
        "q",
        "q=",
        "page=",
        "per_page=",
        "p%61ge=",
        "%71=",
        "qq",
        "&",
        "&",
        "&",
        "&q=",
        "&page=",
        "&per_page=",
        "=",
        "+",
        "%",
        "%C3%A9",
        "é",
        "%31",
        "27",
    ];
    (0..random.usize(..=size)).map(|_| Grading::one_of(random, &PARTS)).collect()
}

/// From the last pair to the first.
fn slow(query: &str) -> Search {
    let pairs: Vec<(String, String)> = query
        .split('&')
        .rev()
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (plain(name), plain(value))
        })
        .collect();
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
    let number = |wanted: &str| {
        let digits = value(wanted)?;
        let mut number: u64 = 0;
        for digit in digits.chars() {
            number = (number * 10 + u64::from(digit.to_digit(10)?)).min(u64::from(u32::MAX) + 1);
        }
        if digits.is_empty() { None } else { u32::try_from(number).ok() }
    };
    Search {
        text: value("q").unwrap_or_default(),
        page: number("page").unwrap_or(1),
        per_page: number("per_page").unwrap_or(20),
    }
}

fn plain(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut plain, mut place) = (Vec::new(), 0);
    while place < bytes.len() {
        let digits =
            text.get(place + 1..place + 3).filter(|digits| digits.chars().all(|digit| digit.is_ascii_hexdigit()));
        match (bytes[place], digits) {
            (b'%', Some(digits)) => {
                plain.extend(u8::from_str_radix(digits, 16));
                place += 3;
            }
            (byte, _) => {
                plain.push(if byte == b'+' { b' ' } else { byte });
                place += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}
