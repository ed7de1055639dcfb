//! How large are the automata, and how much of them does a search touch?

use harness::Findings;
use pattern_matcher::corpus::{self, SIZES, Text};
use pattern_matcher::{crate_dfa, crate_nfa};
use std::collections::HashSet;

/// The bytes that a processor fetches from memory at a time, on x86-64 and on most others.
const CACHE_LINE: usize = 64;

/// Declares them.
pub(crate) fn findings(findings: &mut Findings) {
    for &patterns in SIZES {
        let key = |what: &str| format!("{what}_{patterns}");
        let automaton = corpus::automaton(patterns);
        // Rows of an entry for each class (the letters that occur, and all other bytes) and one for the output, four bytes each.
        let states = findings.exact(key("states"), "Automaton::states()");
        let states = if patterns == 10 { states.is(74) } else { states };
        states.found(automaton.states());
        let table = findings.exact(key("table"), "Automaton::table_bytes()");
        let table = if patterns == 100_000 { table.is("28.6 MiB") } else { table };
        table.found(in_binary_units(automaton.table_bytes()));
        let dictionary = corpus::dictionary(patterns);
        let crates =
            [("crate_dfa", crate_dfa::automaton(&dictionary)), ("crate_nfa", crate_nfa::automaton(&dictionary))];
        for (kind, automaton) in crates {
            let how = "AhoCorasick::memory_usage() of the aho-corasick crate";
            findings.exact(key(kind), how).found(in_binary_units(automaton.memory_usage()));
        }
        let touched =
            [("common", Text::Common), ("scattered", Text::Scattered), ("sparse", Text::Sparse)].map(|(name, kind)| {
                let text = corpus::text(kind, patterns);
                let lines: HashSet<usize> = automaton.offsets_read(&text).map(|offset| offset / CACHE_LINE).collect();
                (name, in_binary_units(lines.len() * CACHE_LINE))
            });
        let how = format!(
            "different {CACHE_LINE}-byte lines of the table in Automaton::offsets_read(text), times their size"
        );
        for (name, bytes) in touched.clone() {
            let touched_here = findings.exact(key(&format!("touched_{name}")), &*how);
            // With ten patterns both texts read the same part of the table; with the largest dictionary the scattered words read about twice as much.
            match (name, patterns) {
                ("scattered", 10) => touched_here.is(&*touched[0].1),
                ("common", 100_000) => touched_here.is("1.0 MiB"),
                ("scattered", 100_000) => touched_here.is("2.0 MiB"),
                _ => touched_here,
            }
            .found(bytes);
        }
    }
}

fn in_binary_units(bytes: usize) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1_024.0),
        _ => format!("{:.1} MiB", bytes as f64 / 1_048_576.0),
    }
}
