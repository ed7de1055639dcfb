//! Interning by number: a map has a number for each different name, and every record has the number.

use crate::work::{FEW, names};
use declaration::Prepared;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

// ANCHOR: numbers
/// A number for each different text, and the text of each number.
#[derive(Default)]
pub struct Numbers {
    numbers: HashMap<Arc<str>, u32, BuildHasherDefault<DefaultHasher>>,
    texts: Vec<Arc<str>>,
}

impl Numbers {
    /// The number of this text, which is the next one the first time.
    #[inline(never)]
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let next = self.texts.len() as u32;
        let new: Arc<str> = Arc::from(text); // heap: 1
        self.texts.push(Arc::clone(&new)); // heap: may
        self.numbers.insert(new, next); // heap: may
        next
    }

    /// The text of a number that [`number`](Self::number) gave.
    pub fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }
}
// ANCHOR_END: numbers

// ANCHOR: run
/// Keeps a number for each name.
#[inline(never)]
pub fn run(names: &[&str]) -> u64 {
    let mut numbers = Numbers::default();
    let kept: Vec<u32> = names.iter().map(|name| numbers.number(name)).collect(); // heap: 1
    kept.iter().map(|number| crate::work::ends(numbers.text(*number))).sum()
}
// ANCHOR_END: run

/// A caller that has the names, as a file would have them.
pub fn prepare(_: usize) -> Prepared {
    let names = names(FEW);
    Box::new(move || run(&names)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 names of 10, a number each", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::names_answer(FEW))
        .exact(|_| {
            // The map and the list of texts, which starts with room for four and is full twice.
            let map = crate::interned(crate::work::FEW, crate::NUMBERED, crate::NUMBER);
            let texts = 16 * crate::ARC;
            declaration::Exact {
                allocations: map.allocations + 1,
                deallocations: map.deallocations + 1,
                reallocations: 2,
                requested_bytes: map.requested_bytes + (4 + 8) * crate::ARC + texts,
                net_bytes: map.net_bytes + texts,
                peak_bytes: crate::kept(crate::work::FEW, crate::NUMBERED, crate::NUMBER, 16) + texts,
                ..map
            }
        })
        .against("names_as_strings");
