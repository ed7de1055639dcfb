//! The catalogue of a library. Nothing is to be changed here.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// The books on a shelf, who has borrowed which, and a note.
#[derive(Default)]
pub struct Shelf {
    pub books: Vec<String>,
    pub borrowed: HashMap<String, String>,
    pub years: BTreeMap<u16, usize>,
    pub note: String,
}

/// A shelf without books.
pub fn empty_shelf() -> Shelf {
    Shelf::default()
}

/// The words of a title.
pub fn words(title: &str) -> Vec<&str> {
    title.split(' ').collect()
}

/// A title that three readers share.
pub fn shared(title: &str) -> [Rc<str>; 3] {
    let title: Rc<str> = Rc::from(title);
    [Rc::clone(&title), Rc::clone(&title), title]
}

/// How many books there are of each year.
pub fn by_year(years: &[u16]) -> BTreeMap<u16, usize> {
    let mut counts = BTreeMap::new();
    for year in years {
        *counts.entry(*year).or_default() += 1;
    }
    counts
}
