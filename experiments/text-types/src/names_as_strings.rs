//! A thousand records, each with a `String` of its own, though there are ten names.

use crate::work::{FEW, names};
use declaration::Prepared;

// ANCHOR: run
/// Keeps a `String` for each name.
#[inline(never)]
pub fn run(names: &[&str]) -> u64 {
    let kept: Vec<String> = names.iter().map(|name| String::from(*name)).collect(); // heap: 2
    kept.iter().map(|name| crate::work::ends(name)).sum()
}
// ANCHOR_END: run

/// A caller that has the names, as a file would have them.
pub fn prepare(_: usize) -> Prepared {
    let names = names(FEW);
    Box::new(move || run(&names)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 names of 10, a String each", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::names_answer(FEW))
        .exact(|_| crate::each_name(crate::STRING, crate::work::NAME_LENGTH as u64))
        .against(declaration::ITSELF);
