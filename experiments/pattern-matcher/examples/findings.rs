//! How large are the automata, and how much of them does a search touch?

use instruments::{Finding, Value};
use pattern_matcher::automaton::Match;
use pattern_matcher::corpus::{self, SIZES, TEXT, Text};
use pattern_matcher::{crate_dfa, crate_nfa};
use std::collections::HashSet;

/// The bytes that a processor fetches from memory at a time, on x86-64 and on most others.
const CACHE_LINE: usize = 64;

fn main() {
    instruments::print_findings(&findings());
}

/// All findings of the experiment.
pub fn findings() -> Vec<Finding> {
    let mut findings = vec![bytes("size_of_match", size_of::<Match>(), "size_of::<Match>(), in bytes")];
    for &patterns in SIZES {
        let automaton = corpus::automaton(patterns);
        findings.push(integer(&format!("states_{patterns}"), automaton.states(), "Automaton::states()"));
        findings.push(bytes(&format!("table_{patterns}"), automaton.table_bytes(), "Automaton::table_bytes()"));
        let dictionary = corpus::dictionary(patterns);
        let crates = [("dfa", crate_dfa::automaton(&dictionary)), ("nfa", crate_nfa::automaton(&dictionary))];
        for (kind, automaton) in crates {
            findings.push(bytes(
                &format!("crate_{kind}_{patterns}"),
                automaton.memory_usage(),
                "AhoCorasick::memory_usage() of the aho-corasick crate",
            ));
        }
        for (name, kind) in [("common", Text::Common), ("scattered", Text::Scattered), ("sparse", Text::Sparse)] {
            let text = corpus::text(kind, patterns);
            let lines: HashSet<usize> = automaton.offsets_read(&text).map(|offset| offset / CACHE_LINE).collect();
            findings.push(integer(
                &format!("matches_{name}_{patterns}"),
                automaton.matches(&text).count(),
                "Automaton::matches(text).count()",
            ));
            findings.push(bytes(
                &format!("touched_{name}_{patterns}"),
                lines.len() * CACHE_LINE,
                &format!(
                    "different {CACHE_LINE}-byte lines of the table in Automaton::offsets_read(text), times their size"
                ),
            ));
        }
    }
    findings.push(bytes("text", TEXT, "the length of every text"));
    findings
}

fn integer(key: &str, value: usize, how: &str) -> Finding {
    exact(key, Value::Integer(value as i64), how)
}

/// A number of bytes, written with a binary unit: rounded to a tenth of it above 1 KiB.
fn bytes(key: &str, value: usize, how: &str) -> Finding {
    exact(key, Value::Text(in_binary_units(value)), how)
}

fn exact(key: &str, value: Value, how: &str) -> Finding {
    Finding { key: key.to_owned(), value, exact: true, how: how.to_owned() }
}

fn in_binary_units(bytes: usize) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1_024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
