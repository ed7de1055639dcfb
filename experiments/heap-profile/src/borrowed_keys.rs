//! An entry of a map is looked up by a borrowed key, and a key of its own is made only for the first line that has it.
//!
//! The client is borrowed from the line all the way, so the text of the line has to outlive the entry: it is made one function further out.

use crate::as_written::{key_of, slowest_clients};
use crate::capacity_hint::normalise_path;
use crate::log;
use crate::summary::Summary;
use crate::typed_decoding::Fields;
use declaration::Prepared;
use std::borrow::Cow;
use std::io::BufRead;

/// What the summary takes from a line.
struct Entry<'a> {
    method: String,
    path: String,
    client: Cow<'a, str>,
    status: u64,
    bytes: u64,
    micros: u64,
}

// ANCHOR: summarise
/// Reads a log line by line; `log` stands for a file.
#[inline(never)]
pub fn summarise(mut log: &[u8]) -> Summary {
    let mut summary = Summary::default();
    let mut line = Vec::new();
    while log.read_until(b'\n', &mut line).expect("memory can be read") > 0 {
        // heap: may
        let text = String::from_utf8_lossy(&line); // heap: may
        match parse_line(&text) {
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
fn parse_line(line: &str) -> Option<Entry<'_>> {
    let fields: Fields<'_> = serde_json::from_str(line).ok()?; // heap: may
    Some(Entry {
        method: fields.method.to_uppercase(), // heap: may
        path: normalise_path(&fields.path),
        client: fields.client,
        status: fields.status,
        bytes: fields.bytes,
        micros: fields.micros,
    })
}

// ANCHOR: count
/// Takes an entry into the summary.
#[inline(never)]
fn count(summary: &mut Summary, entry: &Entry<'_>) {
    let key = key_of(&entry.method, &entry.path);
    match summary.routes.get_mut(&key) {
        Some(route) => route.add(entry.status, entry.bytes),
        None => summary.routes.entry(key).or_default().add(entry.status, entry.bytes), // heap: may
    }
    match summary.clients.get_mut(&*entry.client) {
        Some(client) => client.add(entry.micros),
        None => summary.clients.entry(entry.client.to_string()).or_default().add(entry.micros), // heap: 1, may
    }
}
// ANCHOR_END: count

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
    declaration::variant!("and a known client is looked up by a borrowed name", prepared(prepare))
        .answers(crate::log::answer)
        .exact(|lines| crate::of(lines, [539, 210, 26_696, 22_555, 9_661], [4_661, 2_086, 152_998, 127_087, 27_813]));
