//! Interning: a set has one `Arc<str>` for each different name, and every record gets a clone of it.

use crate::work::{FEW, names};
use declaration::Prepared;
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

// ANCHOR: interner
/// One `Arc<str>` for each different text. The hasher has no random keys, so that every run puts the texts into the same places.
#[derive(Default)]
pub struct Interner(HashSet<Arc<str>, BuildHasherDefault<DefaultHasher>>);

impl Interner {
    /// The `Arc<str>` of this text, which is made the first time.
    #[inline(never)]
    pub fn intern(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = Arc::from(text); // heap: 1
        self.0.insert(Arc::clone(&new)); // heap: may
        new
    }
}
// ANCHOR_END: interner

// ANCHOR: run
/// Keeps a clone of the interned name for each name.
#[inline(never)]
pub fn run(names: &[&str]) -> u64 {
    let mut interner = Interner::default();
    let kept: Vec<Arc<str>> = names.iter().map(|name| interner.intern(name)).collect(); // heap: 1
    kept.iter().map(|name| crate::work::ends(name)).sum()
}
// ANCHOR_END: run

/// A caller that has the names, as a file would have them.
pub fn prepare(_: usize) -> Prepared {
    let names = names(FEW);
    Box::new(move || run(&names)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 names of 10, interned", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::names_answer(FEW))
        .exact(|_| crate::interned(crate::work::FEW, crate::ARC, crate::ARC))
        .against("names_as_strings");
