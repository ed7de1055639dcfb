//! Ways to make a `Vec`. Nothing is to be changed here.

/// The numbers doubled.
pub fn mapped(count: u64) -> Vec<u64> {
    (0..count).map(|number| number * 2).collect()
}

/// The even numbers.
pub fn filtered(count: u64) -> Vec<u64> {
    (0..count).filter(|number| number % 2 == 0).collect()
}

/// The numbers in two parts.
pub fn chained(count: u64) -> Vec<u64> {
    (0..count / 2).chain(count / 2..count).collect()
}
