//! The lowest and the highest reading of a tide gauge.

/// A reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub minute: u32,
    pub millimetres: i32,
}

/// Says which readings count.
pub trait Rule {
    fn accepts(&self, reading: &Reading) -> bool;
}

/// The lowest and the highest reading that every rule accepts, the first of those that are equal.
pub fn extremes<'r>(readings: &'r [Reading], rules: &[&dyn Rule]) -> Option<(&'r Reading, &'r Reading)> {
    let accepted: Vec<&Reading> =
        readings.iter().filter(|reading| rules.iter().all(|rule| rule.accepts(reading))).collect();
    let lowest = accepted.iter().min_by_key(|reading| reading.millimetres)?;
    let highest = accepted.iter().rev().max_by_key(|reading| reading.millimetres)?;
    Some((lowest, highest))
}
