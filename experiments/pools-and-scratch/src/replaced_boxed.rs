//! A value that is replaced a thousand times, in a box: the one before is freed each time.

use crate::work::{LENGTH, MESSAGES};
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn load(number: u64) -> Box<[u8; LENGTH]> {
    Box::new(black_box([number as u8; LENGTH])) // heap: 1
}

/// Replaces a value of a hundred bytes a thousand times.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    let mut current = load(0);
    for number in 1..=MESSAGES {
        current = load(number);
        answer += u64::from(black_box(&current)[LENGTH - 1]);
    }
    answer + u64::from(current[0]) - u64::from(MESSAGES as u8)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a value replaced 1000 times: Box", run)
    .answers(|_| (1..=crate::work::MESSAGES).map(|number| number & 255).sum())
    .exact(|_| declaration::Exact {
        peak_bytes: 2 * crate::work::LENGTH as u64,
        ..declaration::Exact::each(crate::work::MESSAGES + 1, crate::work::LENGTH as u64)
    })
    .against(declaration::ITSELF);
