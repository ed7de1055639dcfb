//! What is counted in `a-week-of-samples`.

use super::exercise::{alarms, appended, day_by_day};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("day_by_day", || 7, day_by_day);
    grading.counted("appended", || 7, appended);
    grading.counted("alarms", || 3, alarms);
}
