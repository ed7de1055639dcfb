//! Questions about a calendar. Nothing is to be changed here.

use std::hint::black_box;
use std::rc::Rc;

fn is_leap(year: u16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days of a year come before a month, which is from 0 to 11.
pub fn days_before(month: usize) -> u16 {
    let days: Box<[u16; 12]> = Box::new([0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]);
    days[month]
}

/// How many of a hundred years are leap years.
pub fn leap_years(first: u16) -> usize {
    let years: Vec<u16> = (first..first + 100).filter(|year| is_leap(*year)).collect();
    years.len()
}

/// How many remarks there are on a year.
pub fn remarks(year: u16) -> usize {
    let mut remarks = Vec::new();
    if is_leap(year) {
        remarks.push("29 February");
    }
    black_box(&remarks).len()
}

/// The last day of a month, in a table that has two owners.
pub fn last_day(days: [u64; 12], month: usize) -> u64 {
    let table = Rc::new(days);
    let other = Rc::clone(&table);
    table[month].max(other[month])
}
