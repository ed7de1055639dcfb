//! What is counted in `tide-reports`.

use super::exercise::{height, silent, silent_in_words, silent_somewhere, wanted};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("height", || "2.31", height);
    grading.counted("wanted", || Some(231), |report| wanted(report, "Stromness"));
    grading.counted("silent", || (), |()| silent());
    grading.counted("silent_in_words", || (), |()| silent_in_words());
    grading.counted("silent_somewhere", || (), |()| silent_somewhere());
}
