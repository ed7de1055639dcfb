//! What does a query string say? A map of names and values, made of bytes, as an HTTP library would make it.

use std::collections::HashMap;

// ANCHOR: parse
/// The pairs of a query such as `service=billing&region=eu%2D1`. A name that comes again overwrites the earlier one.
///
/// Each name and each value becomes a string of its own, whether anybody asks for it or not.
#[inline(never)]
pub fn parse(query: &[u8]) -> HashMap<String, String> {
    let mut pairs = HashMap::new(); // heap: may
    for pair in query.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let equals = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        let value = pair.get(equals + 1..).unwrap_or_default();
        pairs.insert(decode(&pair[..equals]), decode(value)); // heap: may
    }
    pairs
}

/// Bytes to text: `%2D` is a byte, `+` is a space, and what is not UTF-8 is replaced.
#[inline(never)]
fn decode(encoded: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(encoded.len()); // heap: 1
    let mut rest = encoded;
    while let [first, after @ ..] = rest {
        let (byte, after) = match (first, after) {
            (b'+', _) => (b' ', after),
            (b'%', [high, low, after @ ..]) => match (nibble(*high), nibble(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, after),
                _ => (b'%', &rest[1..]),
            },
            (other, _) => (*other, after),
        };
        bytes.push(byte); // heap: may
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned() // heap: 1, may
}
// ANCHOR_END: parse

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| value.try_into().ok())
}

/// Appends a name or value so that [`parse`] reads it back: letters, digits and `-._~` as they are, everything else as `%XX`.
pub fn encode_into(url: &mut String, text: &str) {
    const DIGITS: [u8; 16] = *b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(byte.into()); // heap: may
        } else {
            url.push('%'); // heap: may
            url.push(DIGITS[usize::from(byte >> 4)].into()); // heap: may
            url.push(DIGITS[usize::from(byte & 15)].into()); // heap: may
        }
    }
}
