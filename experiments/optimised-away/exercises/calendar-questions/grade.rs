//! What is counted in `calendar-questions`.

use super::exercise::{days_before, last_day, leap_years, remarks};
use grading::Grading;

const DAYS: [u64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

pub fn grade(grading: &mut Grading) {
    grading.counted("days_before", || 5, days_before);
    grading.counted("leap_years", || 2000, leap_years);
    grading.counted("remarks", || 2026, remarks);
    grading.counted("last_day", || (DAYS, 5), |(days, month)| last_day(days, month));
}
