//! The tests of `nightly-totals`.

use super::exercise::totals;
use grading::{Grading, Rng};

const SHOPS: [&str; 4] = ["Stromness", "Kirkwall", "Lerwick", "St Margaret's Hope"];

fn wanted(totals: &[(&str, u64)]) -> Vec<(String, u64)> {
    totals.iter().map(|(shop, total)| ((*shop).to_owned(), *total)).collect()
}

pub fn grade(grading: &mut Grading) {
    grading.right("a night without a line", || totals(""), wanted(&[]));
    grading.right("two shops", || totals("b 1\na 2\nb 3\n"), wanted(&[("a", 2), ("b", 4)]));
    grading.right("a name of two words", || totals("St Margaret 5\nSt 1\n"), wanted(&[("St", 1), ("St Margaret", 5)]));
    grading.right("what is no line of a shop", || totals("a\na -1\na 1x\n\na 7"), wanted(&[("a", 7)]));
    grading.right_on_random("random nights", random, |night| totals(night), |night| slow(night));
    grading.counted("a night of 3000 lines", night, |night| totals(&night));
}

/// A line for each sale.
fn night() -> String {
    (0..3000).map(|number| format!("{} {}\n", SHOPS[number % 4], 10 + number % 90)).collect()
}

fn random(random: &mut Rng, size: usize) -> String {
    let line = |random: &mut Rng| match random.u8(..8) {
        0 => "closed".to_owned(),
        _ => format!("{} {}", SHOPS[random.usize(..4)], random.u32(..100)),
    };
    (0..size).map(|_| line(random) + "\n").collect()
}

/// All lines once for each shop.
fn slow(night: &str) -> Vec<(String, u64)> {
    let sale = |line: &'_ str| -> Option<(String, u64)> {
        let (shop, amount) = line.rsplit_once(' ')?;
        Some((shop.to_owned(), amount.parse().ok()?))
    };
    let sales: Vec<(String, u64)> = night.lines().filter_map(sale).collect();
    let mut shops: Vec<String> = sales.iter().map(|(shop, _)| shop.clone()).collect();
    shops.sort();
    shops.dedup();
    let total = |shop: &String| sales.iter().filter(|(one, _)| one == shop).map(|(_, amount)| amount).sum();
    shops.iter().map(|shop| (shop.clone(), total(shop))).collect()
}
