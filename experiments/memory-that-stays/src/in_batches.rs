//! Texts of 100 bytes, a thousand at a time.

// ANCHOR: make
use crate::work::{SHORT, ends, text};

/// Texts of a batch.
const BATCH: usize = 1_000;

/// Reads the texts batch by batch, and returns what is wanted of them: here a sum.
#[inline(never)]
pub fn make(bytes: usize) -> u64 {
    let mut batch: Vec<String> = Vec::with_capacity(BATCH); // heap: 1
    let mut sum = 0;
    for number in 1..=bytes / SHORT {
        batch.push(text(SHORT).to_owned()); // heap: 1, may
        if batch.len() == BATCH || number == bytes / SHORT {
            sum += batch.iter().map(|text| ends(text.as_bytes())).sum::<u64>();
            batch.clear();
        }
    }
    sum
}
// ANCHOR_END: make

/// Reads them.
#[inline(never)]
pub fn run(mebibytes: usize) -> u64 {
    make(crate::work::bytes(mebibytes))
}

/// The list has room for a batch, and a batch is the most that is live.
fn exact(mebibytes: usize) -> declaration::Exact {
    let [count, header] = [(crate::work::bytes(mebibytes) / SHORT) as u64, crate::HEADER];
    let [text, batch] = [SHORT, BATCH].map(|number| number as u64);
    let peak_bytes = batch * (header + text);
    declaration::Exact { peak_bytes, ..declaration::Exact::together(1 + count, batch * header + count * text) }
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("texts of 100 B, a thousand at a time", sized(run))
        .answers(|mebibytes| crate::work::texts_answer(mebibytes, SHORT))
        .exact(exact);
