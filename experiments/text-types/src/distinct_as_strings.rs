//! A thousand records with a thousand names, a `String` each.

use crate::names_as_strings::run;
use crate::work::{DISTINCT, names};
use declaration::Prepared;

/// A caller that has a thousand different names.
pub fn prepare(_: usize) -> Prepared {
    let names = names(DISTINCT);
    Box::new(move || run(&names)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 different names, a String each", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::names_answer(crate::work::DISTINCT))
        .exact(|_| crate::each_name(crate::STRING, crate::work::NAME_LENGTH as u64))
        .against(declaration::ITSELF);
