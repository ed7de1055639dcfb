//! What is counted in `station-names`.

use super::exercise::{correct, for_timetable, frozen, shared, trimmed};
use grading::Grading;
use std::sync::Arc;

const NAME: &str = "Kirkwall, Harbour Street";

/// The name in a `String` with room for 64 bytes, as a form makes it.
fn typed() -> String {
    let mut typed = String::with_capacity(64);
    typed.push_str(NAME);
    typed
}

pub fn grade(grading: &mut Grading) {
    grading.counted("for_timetable", || Arc::from(NAME), |name: Arc<str>| for_timetable(&name));
    grading.counted("frozen", typed, frozen);
    grading.counted("shared", || NAME[..21].to_owned(), shared);
    grading.counted(
        "correct",
        || (typed(), NAME.to_uppercase()),
        |(mut shown, corrected)| {
            correct(&mut shown, &corrected);
            shown
        },
    );
    grading.counted("trimmed", || "Kirkwall", trimmed);
}
