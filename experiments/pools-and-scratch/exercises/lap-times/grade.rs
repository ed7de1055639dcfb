//! What is counted in `lap-times`.

use super::exercise::{cleared, handed_over, race, shrunk, summed, swapped};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("cleared", || (), |()| cleared());
    grading.counted("handed_over", race, |mut laps| {
        let ended = handed_over(&mut laps);
        (laps, ended)
    });
    grading.counted("summed", race, |mut laps| {
        let sum = summed(&mut laps);
        (laps, sum)
    });
    grading.counted("shrunk", race, |mut laps| {
        shrunk(&mut laps);
        laps
    });
    grading.counted(
        "swapped",
        || (race(), race()),
        |(mut laps, mut other)| {
            swapped(&mut laps, &mut other);
            (laps, other)
        },
    );
}
