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
    let mut batches = batches.flatten();
    let first = batches.next()?;
    let mut summary = Summary { count: 1, range: (first.power, first.power), mean: 0, longest_gap: 0 };
    let (mut sum, mut last) = (first.power, first.time);
    for Reading { time, power } in batches {
        summary.count += 1;
        summary.range = (summary.range.0.min(power), summary.range.1.max(power));
        summary.longest_gap = summary.longest_gap.max(time - last);
        sum += power;
        last = time;
    }
    summary.mean = sum / summary.count;
    Some(summary)
}
