//! Letters in lower case, compared one by one.

use crate::work::{Person, people, read_people};
use declaration::{Exact, Prepared};

// ANCHOR: run
/// The letters in lower case, made as they are read.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().flat_map(char::to_lowercase)
}

/// Sorts by the letters of the name in lower case, which are never put together.
#[inline(never)]
pub fn run<'a>(people: &'a [Person], list: &mut Vec<&'a Person>) -> u64 {
    list.clear();
    list.extend(people); // heap: may
    list.sort_by(|one, other| letters(&one.name).cmp(letters(&other.name))); // heap: may
    read_people(list)
}
// ANCHOR_END: run

/// A caller that keeps a list with room.
pub fn prepare(_: usize) -> Prepared {
    let (people, mut list) = (people(), Vec::with_capacity(people().len())); // heap: 1
    Box::new(move || run(people, &mut list)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("100 people, sort_by() of iterators", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::people_answer())
        .exact(|_| Exact::NONE)
        .against("people_by_cmp");
