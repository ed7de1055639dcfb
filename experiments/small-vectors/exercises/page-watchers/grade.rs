//! What is counted in `page-watchers`.

use super::exercise::{blank, replaced, stamped, stamped_and_watched, stamped_for_one, taken_back};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("replaced", || (), |()| replaced());
    grading.counted("stamped", blank, stamped);
    grading.counted("stamped_for_one", blank, |page| {
        let stamped = stamped_for_one(&page);
        (page, stamped)
    });
    grading.counted("stamped_and_watched", blank, stamped_and_watched);
    grading.counted("taken_back", blank, taken_back);
}
