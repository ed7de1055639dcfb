//! What a meter has measured, in short.

/// A measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// In seconds. Readings come in the order of their times.
    pub time: u64,
    /// In watts.
    pub power: u64,
}

/// What is known of all readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    pub count: u64,
    /// The lowest and the highest power.
    pub range: (u64, u64),
    /// The mean power, rounded down.
    pub mean: u64,
    /// The longest time between two readings that follow each other; 0 when there is one reading.
    pub longest_gap: u64,
}

/// Sums up the readings, which arrive in batches. There is no summary of no readings.
pub fn summary(batches: impl Iterator<Item = Vec<Reading>>) -> Option<Summary> {
    let batches: Vec<Vec<Reading>> = batches.collect();
    let readings = batches.concat();
    let powers = || readings.iter().map(|reading| reading.power);
    let count = readings.len() as u64;
    let gaps = readings.windows(2).map(|pair| pair[1].time - pair[0].time);
    Some(Summary {
        count,
        range: (powers().min()?, powers().max()?),
        mean: powers().sum::<u64>() / count,
        longest_gap: gaps.max().unwrap_or(0),
    })
}
