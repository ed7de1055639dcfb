//! The tests of `extremes`.

use super::exercise::{Reading, Rule, extremes};
use grading::{Grading, Rng};

/// Accepts readings from a minute on.
struct Since(u32);

/// Accepts readings that a gauge can have.
struct Between(i32, i32);

impl Rule for Since {
    fn accepts(&self, reading: &Reading) -> bool {
        reading.minute >= self.0
    }
}

impl Rule for Between {
    fn accepts(&self, reading: &Reading) -> bool {
        (self.0..=self.1).contains(&reading.millimetres)
    }
}

fn readings(millimetres: &[i32]) -> Vec<Reading> {
    (0..).zip(millimetres).map(|(minute, &millimetres)| Reading { minute, millimetres }).collect()
}

/// The minutes of the lowest and the highest reading since a minute, of those between 0 and 9000.
fn minutes(millimetres: &[i32], since: u32) -> Option<(u32, u32)> {
    let readings = readings(millimetres);
    let (since, between) = (Since(since), Between(0, 9000));
    let (lowest, highest) = extremes(&readings, &[&since, &between])?;
    Some((lowest.minute, highest.minute))
}

pub fn grade(grading: &mut Grading) {
    grading.right("three readings", || minutes(&[20, 10, 30], 0), Some((1, 2)));
    grading.right("the same reading", || minutes(&[7], 0), Some((0, 0)));
    grading.right("the first of equal readings", || minutes(&[5, 9, 9, 5], 0), Some((0, 1)));
    grading.right("from the second on", || minutes(&[5, 9, 9, 5], 1), Some((3, 1)));
    grading.right("readings that no gauge can have", || minutes(&[-1, 4, 9001], 0), Some((1, 1)));
    grading.right("no reading", || minutes(&[], 0), None);
    grading.right("none that is accepted", || minutes(&[1, 2], 2), None);
    grading.right("without a rule", || extremes(&readings(&[3, -5]), &[]).map(|(low, _)| low.minute), Some(1));
    grading.right_on_random(
        "random readings",
        random,
        |(millimetres, since)| minutes(millimetres, *since),
        |(millimetres, since)| slow(millimetres, *since),
    );
    let day = || readings(&(0..24 * 60).map(|minute| 2000 + minute * 31 % 1700).collect::<Vec<i32>>());
    grading.counted("a day of readings", day, |day| {
        extremes(&day, &[&Since(0), &Between(0, 9000)]).map(|(low, high)| (low.minute, high.minute))
    });
    grading.counted("readings that no rule accepts", day, |day| extremes(&day, &[&Since(5000)]).is_none());
}

fn random(random: &mut Rng, size: usize) -> (Vec<i32>, u32) {
    let millimetres: Vec<i32> = (0..random.usize(..=size)).map(|_| random.i32(-2..8)).collect();
    (millimetres, random.u32(..4))
}

fn slow(millimetres: &[i32], since: u32) -> Option<(u32, u32)> {
    let mut sorted: Vec<(i32, u32)> = Vec::new();
    for (minute, &millimetres) in (0..).zip(millimetres) {
        if minute >= since && (0..=9000).contains(&millimetres) {
            sorted.push((millimetres, minute));
        }
    }
    sorted.sort();
    let highest = sorted.last()?.0;
    let first_of_highest = sorted.iter().find(|(millimetres, _)| *millimetres == highest)?.1;
    Some((sorted.first()?.1, first_of_highest))
}
