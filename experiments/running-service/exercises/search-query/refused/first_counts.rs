//! What a search page is asked for, by its query.

use std::borrow::Cow;

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
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let last = |wanted: &str| pairs.clone().find(|(name, _)| decoded(name) == wanted).map(|(_, value)| decoded(value));
    Search {
        text: last("q").unwrap_or_default().into_owned(),
        page: last("page").and_then(|value| number(&value)).unwrap_or(1),
        per_page: last("per_page").and_then(|value| number(&value)).unwrap_or(20),
    }
}

/// A number of digits alone.
fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// A name or value without its escapes: `+` stands for a space, and `%` with two digits for a byte. Bytes that are not UTF-8 become `\u{fffd}`.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains(['+', '%']) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
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
    Cow::Owned(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// The byte that two digits stand for, and what follows them.
fn escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let (&[high, low], after) = text.split_first_chunk()?;
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = digit(high)? << 4 | digit(low)?;
    Some((u8::try_from(byte).ok()?, after))
}
