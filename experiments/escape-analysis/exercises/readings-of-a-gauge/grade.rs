//! What is counted in `readings-of-a-gauge`.

use super::exercise::{Reading, above, accepted, highest, outer, records};
use grading::Grading;
use std::hint::black_box;

/// Four of them are higher than all before them, and nine are above 1500.
const MILLIMETRES: [i32; 16] =
    [1200, 1450, 1400, 1900, 1300, 1600, 1700, 2300, 1000, 1800, 1750, 1550, 2200, 900, 1650, 1100];

fn readings() -> Vec<Reading> {
    (0..).zip(MILLIMETRES).map(|(minute, millimetres)| Reading { minute, millimetres }).collect()
}

pub fn grade(grading: &mut Grading) {
    grading.counted("highest", readings, |readings| highest(&readings).copied());
    grading.counted("outer", readings, |readings| outer(&readings));
    grading.counted("accepted", readings, |readings| {
        let check: &dyn Fn(&Reading) -> bool = black_box(&|reading| reading.minute > 3);
        accepted(&readings, check)
    });
    grading.counted("above", readings, |readings| above(&readings, 1500).len());
    grading.counted("records", readings, |readings| records(&readings).map(|reading| reading.minute));
}
