//! The tests of `record-shelf`.

use super::exercise::{Record, arrange};
use grading::{Grading, Rng};

const ARTISTS: [&str; 12] = [
    "The Beatles",
    "Nina Simone",
    "ABBA",
    "the Kinks",
    "Björk",
    "Miles Davis",
    "Can",
    "The Band",
    "Édith Piaf",
    "Thelonious Monk",
    "Kraftwerk",
    "Alice Coltrane",
];

fn record(artist: &str, year: u16, title: &str) -> Record {
    Record { artist: artist.to_owned(), title: title.to_owned(), year }
}

/// Artists and titles in the order that `arrange` leaves.
fn arranged(records: &[(&str, u16, &str)]) -> Vec<String> {
    let mut shelf: Vec<Record> = records.iter().map(|(artist, year, title)| record(artist, *year, title)).collect();
    arrange(&mut shelf);
    shelf.into_iter().map(|record| format!("{}: {}", record.artist, record.title)).collect()
}

fn sixty_records() -> Vec<Record> {
    let title = |index: usize| format!("Recorded live, part {}", index % 9);
    (0..60).map(|index| record(ARTISTS[index * 7 % 12], 1960 + (index * 11 % 23) as u16, &title(index))).collect()
}

pub fn grade(grading: &mut Grading) {
    let four = [
        ("The Who", 1969, "Tommy"),
        ("abba", 1976, "Arrival"),
        ("Wire", 1977, "Pink Flag"),
        ("Ákos", 1994, "Karcolatok"),
    ];
    let wanted = ["abba: Arrival", "The Who: Tommy", "Wire: Pink Flag", "Ákos: Karcolatok"];
    grading.right("four artists", || arranged(&four), wanted.map(str::to_owned).to_vec());
    let one = [("Can", 1972, "Ege Bamyasi"), ("CAN", 1971, "Tago Mago"), ("can", 1972, "A"), ("THE Can", 1968, "B")];
    let wanted = ["THE Can: B", "CAN: Tago Mago", "can: A", "Can: Ege Bamyasi"];
    grading.right("records of one artist", || arranged(&one), wanted.map(str::to_owned).to_vec());
    let short = [("The", 1, ""), ("The ", 1, ""), ("", 2, ""), ("thé", 1, "")];
    let wanted = ["The : ", ": ", "The: ", "thé: "];
    grading.right("names of an article alone", || arranged(&short), wanted.map(str::to_owned).to_vec());
    grading.right("no records", || arranged(&[]), vec![]);
    grading.right_on_random("random shelves", random, sorted, slow);
    grading.counted("a shelf of 60 records", sixty_records, |mut shelf| {
        arrange(&mut shelf);
        shelf
    });
}

fn random(random: &mut Rng, size: usize) -> Vec<Record> {
    let word = |random: &mut Rng| Grading::word(random).chars().take(2).collect::<String>();
    let mut one = || {
        let article = Grading::one_of(random, &["", "", "The ", "the ", "THE "]);
        record(&format!("{article}{}", word(random)), random.u16(..3), &word(random))
    };
    (0..size).map(|_| one()).collect()
}

/// What decides the order; records may differ in the rest.
fn keys(shelf: &[Record]) -> Vec<(String, u16, String)> {
    let name = |artist: &str| {
        let small = artist.to_ascii_lowercase();
        if small.starts_with("the ") { small[4..].to_owned() } else { small }
    };
    shelf.iter().map(|record| (name(&record.artist), record.year, record.title.clone())).collect()
}

fn sorted(shelf: &Vec<Record>) -> Vec<(String, u16, String)> {
    let mut shelf = shelf.clone();
    arrange(&mut shelf);
    keys(&shelf)
}

fn slow(shelf: &Vec<Record>) -> Vec<(String, u16, String)> {
    let mut left = keys(shelf);
    let mut all = Vec::new();
    while let Some(least) = left.iter().min().cloned() {
        let place = left.iter().position(|key| *key == least);
        all.extend(place.map(|place| left.remove(place)));
    }
    all
}
