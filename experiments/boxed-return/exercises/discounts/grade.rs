//! What is counted in `discounts`.

use super::exercise::{both, none, of_code, percent};
use grading::Grading;

pub fn grade(grading: &mut Grading) {
    grading.counted("none", || (), |()| none());
    grading.counted("both", || (), |()| both(percent(20), none()));
    grading.counted("a code that is not known", || "WINTER20", |code| of_code(code).is_ok());
    grading.counted("a code without a number", || "SUMMER", |code| of_code(code).is_ok());
}
