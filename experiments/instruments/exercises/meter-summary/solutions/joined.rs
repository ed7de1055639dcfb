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
    let parts = batches.filter_map(|batch| Part::of(&batch));
    let Part { count, sum, range, longest_gap, .. } = parts.reduce(Part::followed_by)?;
    Some(Summary { count, range, mean: sum / count, longest_gap })
}

/// What is known of readings that follow each other.
struct Part {
    count: u64,
    sum: u64,
    range: (u64, u64),
    longest_gap: u64,
    first_time: u64,
    last_time: u64,
}

impl Part {
    fn of(readings: &[Reading]) -> Option<Self> {
        let powers = || readings.iter().map(|reading| reading.power);
        let gaps = readings.windows(2).map(|pair| pair[1].time - pair[0].time);
        Some(Self {
            count: readings.len() as u64,
            sum: powers().sum(),
            range: (powers().min()?, powers().max()?),
            longest_gap: gaps.max().unwrap_or(0),
            first_time: readings.first()?.time,
            last_time: readings.last()?.time,
        })
    }

    fn followed_by(self, next: Self) -> Self {
        let gap = next.first_time - self.last_time;
        Self {
            count: self.count + next.count,
            sum: self.sum + next.sum,
            range: (self.range.0.min(next.range.0), self.range.1.max(next.range.1)),
            longest_gap: self.longest_gap.max(gap).max(next.longest_gap),
            first_time: self.first_time,
            last_time: next.last_time,
        }
    }
}
