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

/// A reading that counts, on the heap: its address goes to every rule.
struct Candidate {
    place: usize,
    reading: Box<Reading>,
}

/// The lowest and the highest reading that every rule accepts, the first of those that are equal.
pub fn extremes<'r>(readings: &'r [Reading], rules: &[&dyn Rule]) -> Option<(&'r Reading, &'r Reading)> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for (place, reading) in readings.iter().enumerate() {
        let candidate = Candidate { place, reading: Box::new(*reading) };
        if rules.iter().all(|rule| rule.accepts(&candidate.reading)) {
            candidates.push(candidate);
        }
    }
    let mut best: Option<Box<(usize, usize)>> = None;
    for candidate in &candidates {
        let best = best.get_or_insert_with(|| Box::new((candidate.place, candidate.place)));
        if candidate.reading.millimetres < readings[best.0].millimetres {
            best.0 = candidate.place;
        }
        if candidate.reading.millimetres > readings[best.1].millimetres {
            best.1 = candidate.place;
        }
    }
    best.map(|best| (&readings[best.0], &readings[best.1]))
}
