//! The tests of `page-visits`.

use super::exercise::{LogError, favourite, visits};
use grading::{Grading, Rng};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// In the order of the pages, so that two answers can be compared by eye.
fn sorted(visits: HashMap<String, u64>) -> BTreeMap<String, u64> {
    visits.into_iter().collect()
}

fn read(log: &str) -> Result<BTreeMap<String, u64>, LogError> {
    visits(log).map(sorted)
}

fn expected(visits: &[(&str, u64)]) -> BTreeMap<String, u64> {
    visits.iter().map(|(page, count)| ((*page).to_owned(), *count)).collect()
}

pub fn grade(grading: &mut Grading) {
    let log = "10:04 /timetable 200\n10:04 /fares 404\n10:05 /timetable 304\n10:07 / 200";
    grading.right("a log of four requests", || read(log), Ok(expected(&[("/", 1), ("/timetable", 2)])));
    grading.right("an empty log", || read(""), Ok(BTreeMap::new()));
    grading.right("a page that was never found", || read("10:04 /old 404"), Ok(BTreeMap::new()));
    grading.right("a mistake in line 2", || read("10:04 / 200\n10:05 /"), Err(LogError { line: 2 }));
    grading.right("a word too many", || read("10:04 / 200 5120"), Err(LogError { line: 1 }));
    grading.right(
        "the favourite",
        || visits(log).map(|visits| favourite(&visits).map(str::to_owned)),
        Ok(Some("/timetable".to_owned())),
    );
    grading.right(
        "one of two favourites",
        || visits("1 /b 200\n2 /a 200").map(|visits| favourite(&visits).map(str::to_owned)),
        Ok(Some("/a".to_owned())),
    );
    grading.right_on_random("random logs", random, |lines| read(&lines.join("\n")), |lines| slow(lines));
    grading.counted("a log of 1000 visits to 12 pages", long_log, |log| visits(&log));
}

fn long_log() -> String {
    let mut log = String::new();
    for number in 0..1000 {
        let _ = writeln!(log, "10:{:02} /stations/{:02} 200", number / 17, number * 5 % 12);
    }
    log
}

fn random(random: &mut Rng, size: usize) -> Vec<String> {
    let mut line = |_| {
        let page = Grading::one_of(random, &["/", "/a", "/b"]);
        let status = Grading::one_of(random, &["200", "304", "399", "400", "404", "x"]);
        format!("10:04 {page} {status}")
    };
    (0..size.max(1)).map(&mut line).collect()
}

fn slow(lines: &[String]) -> Result<BTreeMap<String, u64>, LogError> {
    let mut pages = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let words: Vec<&str> = line.split(' ').collect();
        match words[2] {
            "x" => return Err(LogError { line: index + 1 }),
            "400" | "404" => {}
            _ => pages.push(words[1]),
        }
    }
    let count = |page: &&str| pages.iter().filter(|other| other == &page).count() as u64;
    Ok(pages.iter().map(|page| ((*page).to_owned(), count(page))).collect())
}
