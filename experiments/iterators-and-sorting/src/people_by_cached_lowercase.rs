//! A key that has to be made, once.

use crate::work::{Person, people, read_people};
use declaration::Prepared;

// ANCHOR: run
/// Sorts by the name in lower case, made once a person.
#[inline(never)]
pub fn run<'a>(people: &'a [Person], list: &mut Vec<&'a Person>) -> u64 {
    list.clear();
    list.extend(people); // heap: may
    list.sort_by_cached_key(|person| person.name.to_lowercase()); // heap: 1, may
    read_people(list)
}
// ANCHOR_END: run

/// A caller that keeps a list with room.
pub fn prepare(_: usize) -> Prepared {
    let (people, mut list) = (people(), Vec::with_capacity(people().len())); // heap: 1
    Box::new(move || run(people, &mut list)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("100 people, sort_by_cached_key() with to_lowercase()", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::people_answer())
        .exact(|_| crate::keys_once())
        .against("people_by_cmp");
