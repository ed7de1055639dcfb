//! The text of a line is borrowed from its bytes, and made anew only where they are not UTF-8.
//!
//! `from_utf8_lossy` returns a `Cow` for that reason; `into_owned` asked for a copy of every line.

use crate::as_written::{Entry, count, normalise_path, slowest_clients};
use crate::log;
use crate::summary::Summary;
use crate::typed_decoding::Fields;
use declaration::Prepared;
use std::io::BufRead;

// ANCHOR: summarise
/// Reads a log line by line; `log` stands for a file.
#[inline(never)]
pub fn summarise(log: &[u8]) -> Summary {
    let mut summary = Summary::default();
    for line in BufRead::split(log, b'\n') {
        // heap: may
        let line = line.expect("memory can be read");
        match parse_line(&line) {
            Some(entry) => count(&mut summary, &entry),
            None => summary.damaged += 1,
        }
    }
    summary
}
// ANCHOR_END: summarise

// ANCHOR: parse_line
/// What a line says, or nothing if it is damaged.
#[inline(never)]
pub(crate) fn parse_line(line: &[u8]) -> Option<Entry> {
    let text = String::from_utf8_lossy(line); // heap: may
    let fields: Fields<'_> = serde_json::from_str(&text).ok()?; // heap: may
    Some(Entry {
        method: fields.method.to_uppercase(), // heap: may
        path: normalise_path(&fields.path),
        client: fields.client.into_owned(), // heap: 1
        status: fields.status,
        bytes: fields.bytes,
        micros: fields.micros,
    })
}
// ANCHOR_END: parse_line

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
    declaration::variant!("and its text is borrowed from its bytes", prepared(prepare))
        .answers(crate::log::answer)
        .exact(|lines| {
            crate::of(lines, [1_246, 400, 71_096, 64_834, 9_661], [12_118, 4_086, 615_589, 563_777, 27_635])
        });
