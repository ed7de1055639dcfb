//! A shelf of records.

/// A record on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub artist: String,
    pub title: String,
    pub year: u16,
}

/// The name that an artist stands under: without a leading article and with small letters of ASCII.
fn sort_name(artist: &str) -> String {
    let name = artist.to_ascii_lowercase();
    name.strip_prefix("the ").unwrap_or(&name).to_owned()
}

/// Puts the records in order: by the artists' names, and the records of an artist by year and title.
pub fn arrange(shelf: &mut [Record]) {
    shelf.sort_by_cached_key(|record| (sort_name(&record.artist), record.year, record.title.clone()));
}
