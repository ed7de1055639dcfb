//! What is counted in `who-keeps-it`.

use super::exercise::{cleared, drained, shrunk, split, taken};
use grading::Grading;

/// A list with 1000 samples, and room for as many.
fn samples() -> Vec<u64> {
    (0..1000).collect()
}

pub fn grade(grading: &mut Grading) {
    grading.counted("cleared", samples, |mut samples| {
        cleared(&mut samples);
        samples
    });
    grading.counted("drained", samples, |mut samples| (drained(&mut samples), samples));
    grading.counted("shrunk", samples, |mut samples| {
        shrunk(&mut samples);
        samples
    });
    grading.counted("taken", samples, |mut samples| (taken(&mut samples), samples));
    grading.counted("split", samples, |mut samples| (split(&mut samples), samples));
}
