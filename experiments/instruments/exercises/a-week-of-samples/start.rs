//! What a meter has measured in a week. Nothing is to be changed here.

use std::hint::black_box;

/// A sample a minute.
pub const SAMPLES: u64 = 1440;

/// The samples of a day. `black_box` shows the block to somebody whom the optimiser does not know.
fn samples(day: u64) -> Vec<u64> {
    let samples = (0..SAMPLES).map(|minute| (day * 31 + minute * 17) % 240).collect();
    black_box(samples)
}

/// The sum of the highest samples, day by day.
pub fn day_by_day(days: u64) -> u64 {
    (0..days).map(|day| samples(day).into_iter().max().unwrap_or(0)).sum()
}

/// The highest sample of all days, which are put one behind the other.
pub fn appended(days: u64) -> Option<u64> {
    let mut week = Vec::new();
    for day in 0..days {
        week.append(&mut samples(day));
    }
    black_box(week).into_iter().max()
}

/// The samples of a day above a limit, without the room that they do not need.
pub fn alarms(day: u64) -> Vec<u64> {
    let mut alarms = samples(day);
    alarms.retain(|sample| *sample >= 200);
    alarms.shrink_to_fit();
    alarms
}
