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
    let (mut text, mut page, mut per_page) = ("", None, None);
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if name == "q" {
            text = value;
        } else if name == "page" {
            page = number(decoded(value));
        } else if name == "per_page" {
            per_page = number(decoded(value));
        }
    }
    Search { text: decoded_text(text), page: page.unwrap_or(1), per_page: per_page.unwrap_or(20) }
}

/// A number of digits alone.
fn number(digits: impl Iterator<Item = u8>) -> Option<u32> {
    let mut number = None;
    for byte in digits {
        let digit = char::from(byte).to_digit(10)?;
        number = Some(number.unwrap_or(0_u32).checked_mul(10)?.checked_add(digit)?);
    }
    number
}

/// The bytes of a name or value without its escapes: `+` stands for a space, and `%` with two digits for a byte.
fn decoded(text: &str) -> impl Iterator<Item = u8> {
    let mut rest = text.as_bytes();
    std::iter::from_fn(move || {
        let (&first, after) = rest.split_first()?;
        let (byte, after) = match first {
            b'+' => (b' ', after),
            b'%' => escape(after).unwrap_or((b'%', after)),
            _ => (first, after),
        };
        rest = after;
        Some(byte)
    })
}

/// The same as a text. Bytes that are not UTF-8 become `\u{fffd}`.
fn decoded_text(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    bytes.extend(decoded(text));
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The byte that two digits stand for, and what follows them.
fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let (&[high, low], after) = text.split_first_chunk()?;
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = digit(high)? << 4 | digit(low)?;
    Some((u8::try_from(byte).ok()?, after))
}
