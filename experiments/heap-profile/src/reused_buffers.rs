//! The path is decoded into a buffer, and the key written into another, that are the same for every line.

use crate::as_written::slowest_clients;
use crate::log;
use crate::percent::escape;
use crate::summary::Summary;
use crate::typed_decoding::Fields;
use declaration::Prepared;
use std::io::BufRead;

// ANCHOR: summarise
/// Reads a log line by line; `log` stands for a file.
#[inline(never)]
pub fn summarise(mut log: &[u8]) -> Summary {
    let mut summary = Summary::default();
    let (mut line, mut decoded, mut key) = (Vec::new(), Vec::new(), String::new());
    while log.read_until(b'\n', &mut line).expect("memory can be read") > 0 {
        // heap: may
        let text = String::from_utf8_lossy(&line); // heap: may
        match parse_line(&text) {
            Some(fields) => {
                write_key(&mut key, &mut decoded, &fields);
                count(&mut summary, &key, &fields);
            }
            None => summary.damaged += 1,
        }
        line.clear();
    }
    summary
}
// ANCHOR_END: summarise

/// What a line says, or nothing if it is damaged.
#[inline(never)]
fn parse_line(line: &str) -> Option<Fields<'_>> {
    serde_json::from_str(line).ok() // heap: may
}

// ANCHOR: write_key
/// Writes the route of a line over what `key` held; `decoded` is room for the path.
#[inline(never)]
fn write_key(key: &mut String, decoded: &mut Vec<u8>, fields: &Fields<'_>) {
    key.clear();
    key.extend(fields.method.chars().flat_map(char::to_uppercase)); // heap: may
    key.push(' '); // heap: may
    percent_decode(fields.path.split('?').next().unwrap_or_default(), decoded);
    let path = String::from_utf8_lossy(decoded); // heap: may
    let mut segments = path.split('/').filter(|segment| !segment.is_empty()).take(2).peekable();
    if segments.peek().is_none() {
        key.push('/'); // heap: may
    }
    for segment in segments {
        key.push('/'); // heap: may
        push_lowercase(key, segment);
    }
}

/// Writes the bytes that a text with escapes stands for over what `decoded` held.
#[inline(never)]
fn percent_decode(text: &str, decoded: &mut Vec<u8>) {
    decoded.clear();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let (byte, after) = escape(rest).unwrap_or((first, after));
        decoded.push(byte); // heap: may
        rest = after;
    }
}

/// Adds a text in lower case. Which lower case `Σ` has depends on the letters beside it; every other letter stands for itself.
#[inline(never)]
fn push_lowercase(key: &mut String, text: &str) {
    if text.contains('Σ') {
        key.push_str(&text.to_lowercase()); // heap: may
    } else {
        key.extend(text.chars().flat_map(char::to_lowercase)); // heap: may
    }
}
// ANCHOR_END: write_key

// ANCHOR: count
/// Takes a line into the summary.
#[inline(never)]
fn count(summary: &mut Summary, key: &str, fields: &Fields<'_>) {
    match summary.routes.get_mut(key) {
        Some(route) => route.add(fields.status, fields.bytes),
        None => summary.routes.entry(key.to_owned()).or_default().add(fields.status, fields.bytes), // heap: 1, may
    }
    match summary.clients.get_mut(&*fields.client) {
        Some(client) => client.add(fields.micros),
        None => summary.clients.entry(fields.client.to_string()).or_default().add(fields.micros), // heap: 1, may
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
    declaration::variant!("and path and key are written into buffers that are kept", prepared(prepare))
        .answers(crate::log::answer)
        .exact(|lines| crate::of(lines, [169, 23, 19_411, 16_758, 9_623], [610, 212, 71_872, 61_161, 27_787]));
