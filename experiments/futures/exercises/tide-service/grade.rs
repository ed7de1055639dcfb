//! The tests of `tide-service`.

use super::exercise::{Tides, highest};
use grading::{Grading, Rng};

pub fn grade(grading: &mut Grading) {
    let day = || Tides::new(vec![104, 233, 351, 299]);
    grading.right("a day with four measurements", || highest(&day(), &[0, 1, 2, 3]), Some(35));
    grading.right("an hour", || highest(&day(), &[1]), Some(23));
    grading.right("no hour", || highest(&day(), &[]), None);
    grading.right("an hour without a measurement", || highest(&day(), &[7]), None);
    grading.right(
        "an hour that no day has",
        || highest(&Tides::new((0..48).map(|hour| 100 * hour).collect()), &[30]),
        None,
    );
    grading.right_on_random(
        "random days",
        random,
        |(levels, hours)| highest(&Tides::new(levels.clone()), hours),
        |(levels, hours)| slow(levels, hours),
    );
    grading.counted(
        "ten hours of a day",
        || (Tides::new((100..124).collect()), [0, 3, 5, 7, 9, 11, 13, 17, 19, 40]),
        |(tides, hours)| (highest(&tides, &hours), tides),
    );
}

fn random(random: &mut Rng, size: usize) -> (Vec<u32>, Vec<u32>) {
    let levels = (0..size).map(|_| random.u32(0..600)).collect();
    (levels, (0..size).map(|_| random.u32(0..30)).collect())
}

fn slow(levels: &[u32], hours: &[u32]) -> Option<u32> {
    let measured = hours.iter().filter(|hour| **hour < 24).filter_map(|hour| levels.get(*hour as usize));
    measured.map(|level| level / 10).max()
}
