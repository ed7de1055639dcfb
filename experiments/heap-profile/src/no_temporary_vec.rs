//! What is split is looked at piece by piece, and collected nowhere.

use crate::as_written::{Entry, count, percent_decoded, slowest_clients};
use crate::log;
use crate::summary::Summary;
use crate::typed_decoding::Fields;
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

/// What a line says, or nothing if it is damaged.
#[inline(never)]
fn parse_line(line: &[u8]) -> Option<Entry> {
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

// ANCHOR: normalise_path
/// The first two segments of a path, without its query, its escapes and its upper case.
#[inline(never)]
fn normalise_path(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let decoded = percent_decoded(path);
    let text = String::from_utf8_lossy(&decoded).into_owned(); // heap: 1, may
    let lower = text.to_lowercase(); // heap: may
    let mut prefix = String::new();
    for segment in lower.split('/').filter(|segment| !segment.is_empty()).take(2) {
        prefix.push('/'); // heap: may
        prefix.push_str(segment); // heap: may
    }
    if prefix.is_empty() {
        prefix.push('/'); // heap: may
    }
    prefix
}
// ANCHOR_END: normalise_path

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
    declaration::variant!("and what is split is collected nowhere", prepared(prepare))
        .answers(crate::log::answer)
        .exact(|lines| crate::of(lines, [855, 387, 34_490, 28_197, 9_661], [8_171, 3_862, 236_777, 188_442, 27_822]));
