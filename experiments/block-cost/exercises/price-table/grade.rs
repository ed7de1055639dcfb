//! The tests of `price-table`.

use super::exercise::Table;
use grading::{Grading, Rng};
use std::fmt::Write;

/// Each row up to the first cell that is not there.
fn cells(text: &str) -> Option<Vec<Vec<String>>> {
    let table = Table::parse(text)?;
    let row = |row| (0..).map_while(|column| table.cell(row, column)).map(str::to_owned).collect();
    Some((0..table.rows()).map(row).collect())
}

fn rows(rows: &[&[&str]]) -> Option<Vec<Vec<String>>> {
    Some(rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect())
}

pub fn grade(grading: &mut Grading) {
    grading.right("two rows", || cells("item;price\n tea ; 3.20 \n"), rows(&[&["item", "price"], &["tea", "3.20"]]));
    grading.right("an empty text", || cells(""), rows(&[]));
    grading.right("one cell", || cells("Smørrebrød"), rows(&[&["Smørrebrød"]]));
    grading.right("empty cells", || cells(";;\n; ;\r\n"), rows(&[&["", "", ""], &["", "", ""]]));
    grading.right("an empty line", || cells("\n"), rows(&[&[""]]));
    grading.right("a row that is too long", || cells("a;b\nc;d;e"), None);
    grading.right("a row that is too short", || cells("a;b\nc;d\ne"), None);
    grading.right("rows that are right on average", || cells("a;b\nc\nd;e;f"), None);
    grading.right(
        "a row that is not there",
        || Table::parse("a;b").map(|table| table.cell(1, 0).is_none()),
        Some(true),
    );
    grading.right(
        "a column that is not there",
        || Table::parse("a\nb").map(|table| table.cell(0, 1).is_none()),
        Some(true),
    );
    grading.right_on_random("random tables", random, |text| cells(text), |text| slow(text));
    grading.counted("a table of 200 rows", prices, |text| Table::parse(&text));
}

fn prices() -> String {
    let mut text = String::from("number;item;price;unit;in stock\n");
    for number in 1..200 {
        let _ = writeln!(
            text,
            "{number}; screw M{}x{}; {}.{:02}; box of 100; yes",
            number % 12,
            number,
            number / 9,
            number % 100
        );
    }
    text
}

fn random(random: &mut Rng, size: usize) -> String {
    let columns = random.usize(1..=4);
    let mut text = String::new();
    for _ in 0..random.usize(..=size / 4) {
        let columns = if random.u8(..40) == 0 { random.usize(1..=4) } else { columns };
        let cell = |_| match random.u8(..3) {
            0 => String::new(),
            1 => format!(" {} {}", Grading::word(random), Grading::word(random)),
            _ => Grading::word(random),
        };
        text += &(0..columns).map(cell).collect::<Vec<_>>().join(";");
        text += "\n";
    }
    if random.bool() {
        text.pop();
    }
    text
}

/// Goes through the text by characters.
fn slow(text: &str) -> Option<Vec<Vec<String>>> {
    let mut rows = vec![vec![String::new()]];
    for character in text.chars() {
        match character {
            '\n' => rows.push(vec![String::new()]),
            ';' => rows.last_mut()?.push(String::new()),
            other => rows.last_mut()?.last_mut()?.push(other),
        }
    }
    if text.is_empty() || text.ends_with('\n') {
        rows.pop();
    }
    for cell in rows.iter_mut().flatten() {
        *cell = cell.trim().to_owned();
    }
    let is_even = rows.windows(2).all(|rows| rows[0].len() == rows[1].len());
    is_even.then_some(rows)
}
