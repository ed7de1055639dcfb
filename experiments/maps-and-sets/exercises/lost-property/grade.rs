//! What is counted in `lost-property`.

use super::exercise::{handed_in, next_day, next_day_sorted, opened, shelf};
use grading::Grading;
use std::collections::{BTreeMap, HashMap};

fn numbers(things: u32) -> impl Iterator<Item = (u32, u32)> {
    (0..things).map(|number| (number, 0))
}

pub fn grade(grading: &mut Grading) {
    grading.counted("opened", || (), |()| opened());
    grading.counted(
        "handed_in",
        || HashMap::from_iter(numbers(112)),
        |mut register| {
            handed_in(&mut register, 112);
            register
        },
    );
    grading.counted(
        "next_day",
        || HashMap::from_iter(numbers(100)),
        |mut register| {
            next_day(&mut register);
            register
        },
    );
    grading.counted(
        "next_day_sorted",
        || BTreeMap::from_iter(numbers(10)),
        |mut register| {
            next_day_sorted(&mut register);
            register
        },
    );
    grading.counted(
        "shelf",
        || HashMap::from([(("Ferry 1".to_owned(), "1 May".to_owned()), 7)]),
        |register| (shelf(&register, "Ferry 1", "1 May"), register),
    );
}
