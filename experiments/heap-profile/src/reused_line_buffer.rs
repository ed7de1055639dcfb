//! Every line is read into the same buffer, which grows to the longest.

use crate::as_written::{count, slowest_clients};
use crate::borrowed_text::parse_line;
use crate::log;
use crate::summary::Summary;
use declaration::Prepared;
use std::io::BufRead;

// ANCHOR: summarise
/// Reads a log line by line; `log` stands for a file.
#[inline(never)]
pub fn summarise(mut log: &[u8]) -> Summary {
    let mut summary = Summary::default();
    let mut line = Vec::new();
    while log.read_until(b'\n', &mut line).expect("memory can be read") > 0 {
        // heap: may
        match parse_line(&line) {
            Some(entry) => count(&mut summary, &entry),
            None => summary.damaged += 1,
        }
        line.clear();
    }
    summary
}
// ANCHOR_END: summarise

/// The summary of a log and its slowest clients, as one number.
#[inline(never)]
pub fn report(log: &[u8]) -> u64 {
    let summary = summarise(log);
    let slowest = slowest_clients(&summary);
    summary.digest(slowest.iter().map(|(client, mean)| (client.as_str(), *mean)))
}

/// A caller with a log of so many lines.
pub fn prepare(lines: usize) -> Prepared {
    let log = log::text(lines);
    Box::new(move || report(&log)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("and every line is read into the same buffer", prepared(prepare))
        .answers(crate::log::answer)
        .exact(|lines| {
            crate::of(lines, [1_147, 401, 48_646, 42_183, 9_661], [11_119, 4_087, 383_491, 331_464, 27_822])
        });
