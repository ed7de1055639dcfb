//! What is counted in `three-ways-to-collect`.

use super::exercise::{chained, filtered, mapped};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("mapped", || 1000, mapped);
    grading.counted("filtered", || 1000, filtered);
    grading.counted("chained", || 1000, chained);
}
