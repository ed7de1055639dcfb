//! A shelf of records.

/// A record on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub artist: String,
    pub title: String,
    pub year: u16,
}

/// The name that an artist stands under, byte by byte: without a leading article and with small letters of ASCII.
fn sort_name(artist: &str) -> impl Iterator<Item = u8> {
    let name = match artist.split_at_checked(4) {
        Some((article, name)) if article.eq_ignore_ascii_case("the ") => name,
        _ => artist,
    };
    name.bytes().map(|byte| byte.to_ascii_lowercase())
}

/// Puts the records in order: by the artists' names, and the records of an artist by year and title.
pub fn arrange(shelf: &mut [Record]) {
    shelf.sort_by(|a, b| {
        let by_name = sort_name(&a.artist).cmp(sort_name(&b.artist));
        by_name.then_with(|| (a.year, &a.title).cmp(&(b.year, &b.title)))
    });
}
