//! A large error in a box, and calls that do not fail: the `Result` has the size of an address and a number.

use crate::happy_in_place::Large;
use crate::work::CALLS;
use std::hint::black_box;

// ANCHOR: functions
#[inline(never)]
fn first<const WORDS: usize>(number: u64) -> Result<u64, Box<Large<WORDS>>> {
    if number == 0 { Err(Box::new(Large([7; WORDS]))) } else { Ok(number) } // heap: may
}

#[inline(never)]
fn second<const WORDS: usize>(number: u64) -> Result<u64, Box<Large<WORDS>>> {
    Ok(first(number)? + 1)
}

#[inline(never)]
fn third<const WORDS: usize>(number: u64) -> Result<u64, Box<Large<WORDS>>> {
    Ok(second(number)? - 1)
}
// ANCHOR_END: functions

// ANCHOR: run
/// Hands a thousand numbers up through three functions, none of which fails.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    match size {
        16 => all(third::<2>),
        128 => all(third::<16>),
        _ => all(third::<128>),
    }
}

/// The sum of the numbers that a function hands up.
fn all<E>(third: fn(u64) -> Result<u64, E>) -> u64 {
    (1..=CALLS).map(|number| black_box(third)(number).unwrap_or(0)).sum() // heap: unknown
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 calls that do not fail, the error in a box", sized(run))
        .answers(|_| crate::work::sum())
        .exact(|_| declaration::Exact::NONE)
        .against("happy_in_place");
