//! What is counted in `library-returns`.

use super::exercise::{both_weeks, by_desk, by_title, in_order, loans, overdue, titles};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("overdue", loans, overdue);
    grading.counted("in_order", loans, in_order);
    grading.counted("by_title", titles, by_title);
    grading.counted("by_desk", loans, |loans| (by_desk(&loans), loans));
    grading.counted(
        "both_weeks",
        || (loans(), loans()),
        |(first, second)| (both_weeks(&first, &second), first, second),
    );
}
