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
    let mut best: Option<(&Reading, &Reading)> = None;
    for reading in readings.iter().filter(|reading| rules.iter().all(|rule| rule.accepts(reading))) {
        let (lowest, highest) = best.unwrap_or((reading, reading));
        best = Some((
            if reading.millimetres < lowest.millimetres { reading } else { lowest },
            if reading.millimetres > highest.millimetres { reading } else { highest },
        ));
    }
    best
}
