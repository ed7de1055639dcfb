//! `map_err(|error| error.to_string())`, and no failure.

use crate::work::{CALLS, PORT, failed};
use std::hint::black_box;

// ANCHOR: functions
#[inline(never)]
fn port(text: &str) -> Result<u16, String> {
    text.parse::<u16>().map_err(|error| error.to_string()) // heap: may
}

#[inline(never)]
fn setting(text: &str) -> Result<u64, String> {
    Ok(u64::from(port(text)?))
}
// ANCHOR_END: functions

// ANCHOR: run
/// Reads a good port a thousand times.
#[inline(never)]
pub fn run() -> u64 {
    (0..CALLS).map(|_| failed(setting(black_box(PORT)))).sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("1000 good ports, map_err to a String", run)
    .answers(|_| 8080 * crate::work::CALLS)
    .exact(|_| declaration::Exact::NONE)
    .against("happy_enum");
