//! What is counted in `which-request`.

use super::exercise::{again, empty, grown, kept, rounded};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("rounded", || (), |()| rounded());
    grading.counted("grown", || (), |()| grown());
    grading.counted("again", || (), |()| again());
    grading.counted("kept", || (), |()| kept());
    grading.counted("empty", || (), |()| empty());
}
