//! As one writes it at first: every step takes what it needs as a value of its own, and hands on another.
//!
//! Nothing here is wrong, and each line is short. What it allocates is in the profile; the files after this one change what the profile shows.

use crate::log;
use crate::percent::escape;
use crate::summary::{SLOWEST, Summary};
use declaration::Prepared;
use serde_json::Value;
use std::io::BufRead;

/// What the summary takes from a line.
pub(crate) struct Entry {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) client: String,
    pub(crate) status: u64,
    pub(crate) bytes: u64,
    pub(crate) micros: u64,
}

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
fn parse_line(line: &[u8]) -> Option<Entry> {
    let text = String::from_utf8_lossy(line).into_owned(); // heap: 1, may
    let value: Value = serde_json::from_str(&text).ok()?; // heap: may
    Some(Entry {
        method: value.get("method")?.as_str()?.to_uppercase(), // heap: may
        path: normalise_path(value.get("path")?.as_str()?),
        client: value.get("client")?.as_str()?.to_owned(), // heap: may
        status: value.get("status")?.as_u64()?,
        bytes: value.get("bytes")?.as_u64()?,
        micros: value.get("micros")?.as_u64()?,
    })
}
// ANCHOR_END: parse_line

// ANCHOR: normalise_path
/// The first two segments of a path, without its query, its escapes and its upper case.
#[inline(never)]
pub(crate) fn normalise_path(path: &str) -> String {
    let parts = path.split('?').collect::<Vec<_>>(); // heap: 1, may
    let decoded = percent_decoded(parts[0]);
    let text = String::from_utf8_lossy(&decoded).into_owned(); // heap: 1, may
    let lower = text.to_lowercase(); // heap: may
    let segments = lower.split('/').filter(|segment| !segment.is_empty()).collect::<Vec<_>>(); // heap: 1, may
    let prefix = segments[..segments.len().min(2)].join("/"); // heap: may
    format!("/{prefix}") // heap: may
}
// ANCHOR_END: normalise_path

// ANCHOR: percent_decoded
/// The bytes that a text with escapes stands for.
#[inline(never)]
pub(crate) fn percent_decoded(text: &str) -> Vec<u8> {
    let mut decoded = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let (byte, after) = escape(rest).unwrap_or((first, after));
        decoded.push(byte); // heap: may
        rest = after;
    }
    decoded
}
// ANCHOR_END: percent_decoded

// ANCHOR: count
/// Takes an entry into the summary.
#[inline(never)]
pub(crate) fn count(summary: &mut Summary, entry: &Entry) {
    summary.routes.entry(key_of(&entry.method, &entry.path)).or_default().add(entry.status, entry.bytes); // heap: may
    summary.clients.entry(entry.client.clone()).or_default().add(entry.micros); // heap: may
}

/// The route of a request.
#[inline(never)]
pub(crate) fn key_of(method: &str, path: &str) -> String {
    format!("{method} {path}") // heap: may
}
// ANCHOR_END: count

// ANCHOR: slowest
/// The clients that waited longest for an answer on average, the slowest first.
#[inline(never)]
pub(crate) fn slowest_clients(summary: &Summary) -> Vec<(String, u64)> {
    let mut clients = Vec::new();
    for (client, requests) in &summary.clients {
        clients.push((client.clone(), requests.mean())); // heap: may
    }
    clients.sort_unstable_by(|(one, mean), (other, slower)| slower.cmp(mean).then_with(|| one.cmp(other)));
    clients.truncate(SLOWEST);
    clients
}
// ANCHOR_END: slowest

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
    declaration::variant!("every step hands on a value of its own", prepared(prepare))
        .answers(crate::log::answer)
        .exact(|lines| {
            crate::of(lines, [2_719, 400, 173_880, 167_618, 9_661], [26_959, 4_086, 1_650_100, 1_598_288, 27_635])
        });
