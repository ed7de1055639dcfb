//! The times of a race, lap by lap. Nothing is to be changed here.

use std::mem;

/// Times in milliseconds, with room for a thousand laps.
pub fn race() -> Vec<u64> {
    let mut laps = Vec::with_capacity(1_000);
    laps.extend(0..1_000);
    laps
}

/// Ends a race, and begins the next in a list of its own.
pub fn cleared() -> (Vec<u64>, Vec<u64>) {
    let mut first = race();
    first.clear();
    (first, race())
}

/// Hands the times of a race over, and writes down the first lap of the next.
pub fn handed_over(laps: &mut Vec<u64>) -> Vec<u64> {
    let ended = mem::take(laps);
    laps.push(61_000);
    ended
}

/// Sums the times up, and writes down as many of the next race.
pub fn summed(laps: &mut Vec<u64>) -> u64 {
    let sum = laps.drain(..).sum();
    laps.extend(0..1_000);
    sum
}

/// Ends a race of a thousand laps, after which there are only races of a hundred.
pub fn shrunk(laps: &mut Vec<u64>) {
    laps.clear();
    laps.shrink_to(100);
    laps.extend(0..100);
}

/// Ends a race, and goes on in the other list, which has room.
pub fn swapped(laps: &mut Vec<u64>, other: &mut Vec<u64>) {
    mem::swap(laps, other);
    laps.clear();
    laps.extend(0..1_000);
}
