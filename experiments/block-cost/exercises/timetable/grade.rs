//! What is counted in `timetable`.

use super::exercise::{boxed, linked, side_by_side, sum_of_minutes};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("side_by_side", || 100, side_by_side);
    grading.counted("boxed", || 100, boxed);
    grading.counted("linked", || 100, linked);
    grading.counted("sum_of_minutes", || 100, sum_of_minutes);
}
