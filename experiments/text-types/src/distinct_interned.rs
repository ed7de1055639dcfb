//! Interning where no name comes twice: a block for each name all the same, and the set on top.

use crate::names_interned::run;
use crate::work::{DISTINCT, names};
use declaration::Prepared;

/// A caller that has a thousand different names.
pub fn prepare(_: usize) -> Prepared {
    let names = names(DISTINCT);
    Box::new(move || run(&names)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 different names, interned", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::names_answer(crate::work::DISTINCT))
        .exact(|_| crate::interned(crate::work::DISTINCT, crate::ARC, crate::ARC))
        .against("distinct_as_strings");
