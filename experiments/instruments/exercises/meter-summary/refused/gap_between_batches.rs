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
    let (mut count, mut sum, mut range, mut longest_gap) = (0, 0, None, 0);
    for batch in batches {
        for pair in batch.windows(2) {
            longest_gap = longest_gap.max(pair[1].time - pair[0].time);
        }
        for Reading { power, .. } in batch {
            let (lowest, highest) = range.unwrap_or((power, power));
            range = Some((power.min(lowest), power.max(highest)));
            count += 1;
            sum += power;
        }
    }
    Some(Summary { count, range: range?, mean: sum / count, longest_gap })
}
