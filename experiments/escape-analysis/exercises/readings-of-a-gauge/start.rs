//! Readings of a tide gauge, and where their addresses go. Nothing is to be changed here.

/// A reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    pub minute: u32,
    pub millimetres: i32,
}

/// The highest reading.
pub fn highest(readings: &[Reading]) -> Option<&Reading> {
    let mut highest: Option<&Reading> = None;
    for reading in readings {
        if highest.is_none_or(|highest| reading.millimetres > highest.millimetres) {
            highest = Some(reading);
        }
    }
    highest
}

/// The millimetres between the first and the last reading.
pub fn outer(readings: &[Reading]) -> i32 {
    let mut ends = [&readings[0]; 2];
    let slice = ends.as_mut_slice();
    slice[1] = &readings[readings.len() - 1];
    slice[1].millimetres - slice[0].millimetres
}

/// How many readings a check accepts.
pub fn accepted(readings: &[Reading], check: &dyn Fn(&Reading) -> bool) -> usize {
    readings.iter().filter(|reading| check(reading)).count()
}

/// The readings above a mark.
pub fn above(readings: &[Reading], mark: i32) -> Vec<&Reading> {
    readings.iter().filter(|reading| reading.millimetres > mark).collect()
}

/// The last reading that was higher than all before it.
pub fn records(readings: &[Reading]) -> Option<Box<Reading>> {
    let mut record: Option<Box<Reading>> = None;
    for reading in readings {
        if record.as_ref().is_none_or(|record| reading.millimetres > record.millimetres) {
            record = Some(Box::new(*reading));
        }
    }
    record
}
