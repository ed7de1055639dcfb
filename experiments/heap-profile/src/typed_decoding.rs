//! The line is decoded into the fields that are wanted, which borrow from it; not into a tree of everything that is in it.
//!
//! A field can be borrowed where it stands in the line as it is. Where it has an escape, such as `\/`, it has to be put together,
//! so its type is `Cow<str>`; with fields of type `&str`, such a line would be damaged.

use crate::as_written::{Entry, count, normalise_path, slowest_clients};
use crate::log;
use crate::summary::Summary;
use declaration::Prepared;
use serde::Deserialize;
use std::borrow::Cow;
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
/// The fields of a line that the summary is made of.
#[derive(Deserialize)] // heap: may, unknown
pub(crate) struct Fields<'a> {
    #[serde(borrow)]
    pub(crate) method: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) path: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) client: Cow<'a, str>,
    pub(crate) status: u64,
    pub(crate) bytes: u64,
    pub(crate) micros: u64,
}

/// What a line says, or nothing if it is damaged.
#[inline(never)]
fn parse_line(line: &[u8]) -> Option<Entry> {
    let text = String::from_utf8_lossy(line).into_owned(); // heap: 1, may
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
    declaration::variant!("a line is decoded into the fields that are wanted", prepared(prepare))
        .answers(crate::log::answer)
        .exact(|lines| {
            crate::of(lines, [1_345, 400, 93_798, 87_536, 9_661], [13_103, 4_086, 843_881, 792_069, 27_635])
        });
