//! The tests of `log-line`.

use super::exercise::{Entry, Level, render};
use grading::{Grading, Rng};

const DISK: [(&str, &str); 3] = [("path", "/var/lib/postgresql"), ("free", "3%"), ("host", "db-7.example")];

fn disk() -> Entry<'static> {
    Entry { level: Level::Warning, target: "disk", message: "nearly full", fields: DISK.to_vec() }
}

pub fn grade(grading: &mut Grading) {
    let disk_line = "WARNING [disk] nearly full path=/var/lib/postgresql free=3% host=db-7.example";
    grading.right("a line with three fields", || render(&disk()), disk_line.to_owned());
    let bare = Entry { level: Level::Info, target: "", message: "", fields: Vec::new() };
    grading.right("a line without fields", || render(&bare), "INFO [] ".to_owned());
    grading.right_on_random("random lines", random, |line| render(&line.entry()), slow);
    grading.counted("a line with three fields", disk, |entry| render(&entry));
}

#[derive(Debug)]
struct Line {
    level: Level,
    words: Vec<String>,
}

impl Line {
    fn entry(&self) -> Entry<'_> {
        let word = |index: usize| self.words.get(index).map_or("", String::as_str);
        let fields = self.words.iter().skip(2).map(|word| (word.as_str(), word.as_str())).collect();
        Entry { level: self.level, target: word(0), message: word(1), fields }
    }
}

fn random(random: &mut Rng, size: usize) -> Line {
    let level = Grading::one_of(random, &[Level::Info, Level::Warning, Level::Error]);
    Line { level, words: (0..size / 4).map(|_| Grading::word(random)).collect() }
}

fn slow(line: &Line) -> String {
    let entry = line.entry();
    let mut text = entry.level.name().to_uppercase() + " [" + entry.target + "] " + entry.message;
    for (key, value) in entry.fields {
        text = text + " " + key + "=" + value;
    }
    text
}
