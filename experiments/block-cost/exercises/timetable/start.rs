//! The departures of a day, kept in several ways. Nothing is to be changed here.

use std::collections::LinkedList;
use std::hint::black_box;

/// A departure: 8 bytes.
#[derive(Clone, Copy)]
pub struct Departure {
    pub minute: u16,
    pub platform: u16,
    pub line: u32,
}

fn departure(number: u16) -> Departure {
    Departure { minute: 300 + 10 * number, platform: number % 4, line: 7 }
}

/// One after the other.
pub fn side_by_side(count: u16) -> Vec<Departure> {
    (0..count).map(departure).collect()
}

/// Each in a box.
pub fn boxed(count: u16) -> Vec<Box<Departure>> {
    (0..count).map(|number| Box::new(departure(number))).collect()
}

/// In a list whose nodes have a pointer to the next one and a pointer to the one before.
pub fn linked(count: u16) -> LinkedList<Departure> {
    (0..count).map(departure).collect()
}

/// The sum of the minutes: each departure is made in a box, read, and freed.
pub fn sum_of_minutes(count: u16) -> u64 {
    (0..count).map(|number| u64::from(black_box(Box::new(departure(number))).minute)).sum()
}
