//! The tests of `meter-summary`.

use super::exercise::{Reading, Summary, summary};
use grading::{Grading, Rng};

pub fn grade(grading: &mut Grading) {
    let of = |batches: &[&[(u64, u64)]]| {
        let batch = |batch: &&[(u64, u64)]| batch.iter().map(|&(time, power)| Reading { time, power }).collect();
        summary(batches.iter().map(batch))
    };
    grading.right("no batch", || of(&[]), None);
    grading.right("two empty batches", || of(&[&[], &[]]), None);
    let one = Summary { count: 1, range: (7, 7), mean: 7, longest_gap: 0 };
    grading.right("one reading", || of(&[&[], &[(3, 7)]]), Some(one));
    let day = Summary { count: 4, range: (2, 11), mean: 6, longest_gap: 50 };
    grading.right("a gap within a batch", || of(&[&[(0, 11), (50, 2)], &[], &[(60, 5), (61, 8)]]), Some(day));
    let night = Summary { longest_gap: 900, ..day };
    grading.right("a gap between two batches", || of(&[&[(0, 11), (50, 2)], &[], &[(950, 5), (951, 8)]]), Some(night));
    grading.right_on_random(
        "random batches",
        random,
        |batches| summary(batches.iter().cloned()),
        |batches| slow(batches),
    );
    grading.counted("30 batches of 100 readings", || 30, |days| summary((0..days).map(batch)));
}

/// A reading a minute.
fn batch(number: u64) -> Vec<Reading> {
    let reading = |minute| Reading { time: (number * 100 + minute) * 60, power: 200 + minute * 7 % 90 };
    (0..100).map(reading).collect()
}

fn random(random: &mut Rng, size: usize) -> Vec<Vec<Reading>> {
    let mut time = random.u64(..1000);
    let mut batches = Vec::new();
    for _ in 0..random.usize(..=size / 4) {
        let mut batch = Vec::new();
        for _ in 0..random.usize(..5) {
            time += random.u64(..100);
            batch.push(Reading { time, power: random.u64(..5000) });
        }
        batches.push(batch);
    }
    batches
}

fn slow(batches: &[Vec<Reading>]) -> Option<Summary> {
    let (mut times, mut powers) = (Vec::new(), Vec::new());
    for reading in batches.iter().flatten() {
        times.push(reading.time);
        powers.push(reading.power);
    }
    let mean = powers.iter().sum::<u64>().checked_div(powers.len() as u64)?;
    let mut longest_gap = 0;
    for index in 1..times.len() {
        longest_gap = longest_gap.max(times[index] - times[index - 1]);
    }
    powers.sort_unstable();
    Some(Summary { count: powers.len() as u64, range: (powers[0], powers[powers.len() - 1]), mean, longest_gap })
}
