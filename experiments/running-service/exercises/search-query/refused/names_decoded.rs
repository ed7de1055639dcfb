//! What a search page is asked for, by its query.

/// A search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// What is searched for; empty when the query does not say.
    pub text: String,
    /// From 1.
    pub page: u32,
    /// How many results a page has.
    pub per_page: u32,
}

/// The search that a query such as `q=caf%C3%A9+noir&page=2` asks for.
///
/// The names are `q`, `page` and `per_page`; any other is left out. A name may have escapes, too. Of two with the same name, the later
/// counts. A page is the first, and has 20 results, where its value is no number.
pub fn search(query: &str) -> Search {
    let mut search = Search { text: String::new(), page: 1, per_page: 20 };
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match decoded(name).as_str() {
            "q" => search.text = decoded(value),
            "page" => search.page = number(&decoded(value)).unwrap_or(1),
            "per_page" => search.per_page = number(&decoded(value)).unwrap_or(20),
            _ => {}
        }
    }
    search
}

/// A number of digits alone.
fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// A name or value without its escapes: `+` stands for a space, and `%` with two digits for a byte. Bytes that are not UTF-8 become `\u{fffd}`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let (byte, after) = match first {
            b'+' => (b' ', after),
            b'%' => escape(after).unwrap_or((b'%', after)),
            _ => (first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The byte that two digits stand for, and what follows them.
fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let (&[high, low], after) = text.split_first_chunk()?;
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = digit(high)? << 4 | digit(low)?;
    Some((u8::try_from(byte).ok()?, after))
}
