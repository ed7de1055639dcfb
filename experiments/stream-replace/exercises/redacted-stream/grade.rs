//! The tests of `redacted-stream`.

use super::exercise::Redactor;
use grading::{Grading, Rng};

/// What `log` has as one text.
const LINE: &str = "2026-03-14T09:26:53Z POST /v1/charges key sk_live_4eC39HqLyjWDarjt status 402 für café-17\n";
/// As much as a read gives, and no divisor of a line.
const CHUNK: usize = 100;

/// One stream after the other by one redactor, each to an output of its own.
fn redacted<T: AsRef<str>>(streams: &[Vec<T>]) -> Vec<String> {
    let mut redactor = Redactor::default();
    let mut outputs = Vec::new();
    for chunks in streams {
        let mut output = String::from(">");
        redactor.redact(chunks.iter().map(AsRef::as_ref), &mut output);
        outputs.push(output);
    }
    outputs
}

/// 40 lines in chunks, each as long as it can be without cutting a letter.
fn log() -> Vec<String> {
    let text = LINE.repeat(40);
    let mut chunks = Vec::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK));
        chunks.push(chunk.to_owned());
        rest = after;
    }
    chunks
}

fn redact(redactor: &mut Redactor, log: &[String], output: &mut String) {
    output.clear();
    redactor.redact(log.iter().map(String::as_str), output);
}

pub fn grade(grading: &mut Grading) {
    let streams =
        [vec!["key sk_1 ok", " \tsk_2"], vec!["k sk", "_", "3é", " ask_4\n"], vec![], vec!["", "字", " ", ""]];
    let wanted = [">key [redacted] ok \t[redacted]", ">k [redacted] ask_4\n", ">", ">字 "].map(str::to_owned);
    grading.right("four streams", || redacted(&streams), wanted.to_vec());
    let cut = [vec!["open", "sk_", "ai sk_"], vec!["sk_"], vec!["sk"], vec!["\u{3000}sk_é\u{3000}", "sk_"]];
    let wanted =
        [">opensk_ai [redacted]", ">[redacted]", ">sk", ">\u{3000}[redacted]\u{3000}[redacted]"].map(str::to_owned);
    grading.right("words that are cut", || redacted(&cut), wanted.to_vec());
    grading.right_on_random("two streams", random, |streams| redacted(streams), slow);
    let second = || {
        let (mut redactor, mut output) = (Redactor::default(), String::with_capacity(40 * LINE.len()));
        redact(&mut redactor, &log(), &mut output);
        (redactor, log(), output)
    };
    grading.counted("the second log of 40 lines", second, |(mut redactor, log, mut output)| {
        redact(&mut redactor, &log, &mut output);
        (redactor, log, output)
    });
}

fn random(random: &mut Rng, size: usize) -> Vec<Vec<String>> {
    const PARTS: [&str; 9] = ["sk_", "sk_", "sk", "_", "s", " ", "\n", "é", "\u{3000}"];
    let mut chunk = || (0..random.usize(..6)).map(|_| Grading::one_of(random, &PARTS)).collect::<String>();
    (0..2).map(|_| (0..size / 4).map(|_| chunk()).collect()).collect()
}

fn slow(streams: &Vec<Vec<String>>) -> Vec<String> {
    let mut outputs = Vec::new();
    for chunks in streams {
        let mut output = String::from(">");
        let mut word = String::new();
        for letter in chunks.concat().chars().chain([' ']) {
            if letter.is_whitespace() {
                output += if word.starts_with("sk_") { "[redacted]" } else { &word };
                output.push(letter);
                word.clear();
            } else {
                word.push(letter);
            }
        }
        // The space that was put behind the text.
        output.pop();
        outputs.push(output);
    }
    outputs
}
