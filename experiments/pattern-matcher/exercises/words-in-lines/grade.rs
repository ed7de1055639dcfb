//! What is counted in `words-in-lines`.

use super::exercise::{all_found, all_places, lines_with, lines_with_two};
use grading::Grading;

/// Fifty lines that have the word `heap` twice.
fn text() -> String {
    "the heap of this line, and the heap of the next\n".repeat(50)
}

pub fn grade(grading: &mut Grading) {
    grading.counted("lines_with", text, |text| lines_with(&text, "heap"));
    grading.counted("lines_with_two", text, |text| lines_with_two(&text, "heap"));
    grading.counted("all_places", text, |text| all_places(&text, "heap"));
    grading.counted("all_found", text, |text| all_found(&text, "heap"));
}
