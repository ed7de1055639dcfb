//! A large error in the `Result` itself, and calls that do not fail: room for it is in every frame.

use crate::work::CALLS;
use std::hint::black_box;

// ANCHOR: error
/// An error that says much: `WORDS` words of eight bytes.
#[derive(Debug)]
pub struct Large<const WORDS: usize>(pub [u64; WORDS]);
// ANCHOR_END: error

// ANCHOR: functions
#[inline(never)]
fn first<const WORDS: usize>(number: u64) -> Result<u64, Large<WORDS>> {
    if number == 0 { Err(Large([7; WORDS])) } else { Ok(number) }
}

#[inline(never)]
fn second<const WORDS: usize>(number: u64) -> Result<u64, Large<WORDS>> {
    Ok(first(number)? + 1)
}

/// Hands up what the others do.
#[inline(never)]
pub fn third<const WORDS: usize>(number: u64) -> Result<u64, Large<WORDS>> {
    Ok(second(number)? - 1)
}
// ANCHOR_END: functions

// ANCHOR: run
/// Hands a thousand numbers up through three functions, none of which fails.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let numbers = (1..=CALLS).map(black_box);
    match size {
        16 => numbers.map(|number| third::<2>(number).unwrap_or(0)).sum(),
        128 => numbers.map(|number| third::<16>(number).unwrap_or(0)).sum(),
        _ => numbers.map(|number| third::<128>(number).unwrap_or(0)).sum(),
    }
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 calls that do not fail, the error in the Result", sized(run))
        .answers(|_| crate::work::sum())
        .exact(|_| declaration::Exact::NONE)
        .against("happy_in_place");
