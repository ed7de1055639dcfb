//! A shelf of records.

use std::cmp::Ordering;

/// A record on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub artist: String,
    pub title: String,
    pub year: u16,
}

/// The name that an artist stands under: without a leading article, and compared with small letters of ASCII.
struct SortName<'a>(&'a [u8]);

impl<'a> SortName<'a> {
    fn of(artist: &'a str) -> Self {
        match artist.as_bytes() {
            [b't' | b'T', b'h' | b'H', b'e' | b'E', b' ', name @ ..] => Self(name),
            name => Self(name),
        }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let letters = |name: &'a [u8]| name.iter().map(u8::to_ascii_lowercase);
        letters(self.0).cmp(letters(other.0))
    }
}

/// Puts the records in order: by the artists' names, and the records of an artist by year and title.
pub fn arrange(shelf: &mut [Record]) {
    shelf.sort_unstable_by(|a, b| {
        let by_name = SortName::of(&a.artist).cmp(&SortName::of(&b.artist));
        by_name.then_with(|| a.year.cmp(&b.year)).then_with(|| a.title.cmp(&b.title))
    });
}
