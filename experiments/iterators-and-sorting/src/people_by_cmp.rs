//! A comparison that borrows.

use crate::work::{Person, people, read_people};
use declaration::{Exact, Prepared};

// ANCHOR: run
/// Sorts by name, and compares the names where they are.
#[inline(never)]
pub fn run<'a>(people: &'a [Person], list: &mut Vec<&'a Person>) -> u64 {
    list.clear();
    list.extend(people); // heap: may
    list.sort_by(|one, other| one.name.cmp(&other.name)); // heap: may
    read_people(list)
}
// ANCHOR_END: run

/// A caller that keeps a list with room.
pub fn prepare(_: usize) -> Prepared {
    let (people, mut list) = (people(), Vec::with_capacity(people().len())); // heap: 1
    Box::new(move || run(people, &mut list)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("100 people, sort_by() that compares names", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::people_answer())
        .exact(|_| Exact::NONE)
        .against("people_by_cmp");
