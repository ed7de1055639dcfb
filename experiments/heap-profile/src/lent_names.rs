//! The list of the slowest clients borrows their names from the summary, and has room for all of them from the start.
//!
//! It is a small part of the total, and a large one of the peak.

use crate::log;
use crate::reused_buffers::summarise;
use crate::summary::{SLOWEST, Summary};
use declaration::Prepared;

// ANCHOR: slowest
/// The clients that waited longest for an answer on average, the slowest first.
#[inline(never)]
fn slowest_clients(summary: &Summary) -> Vec<(&str, u64)> {
    let mut clients = Vec::with_capacity(summary.clients.len()); // heap: 1
    for (client, requests) in &summary.clients {
        clients.push((client.as_str(), requests.mean())); // heap: may
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
    summary.digest(slowest.into_iter())
}

/// A caller with a log of so many lines.
pub fn prepare(lines: usize) -> Prepared {
    let log = log::text(lines);
    Box::new(move || report(&log)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("and the list of the slowest borrows their names", prepared(prepare))
        .answers(crate::log::answer)
        .exact(|lines| crate::of(lines, [123, 19, 16_038, 15_305, 8_724], [504, 207, 65_144, 58_401, 27_787]));
