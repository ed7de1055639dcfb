//! Texts for a page of HTML. Nothing is to be changed here.

/// A text as it stands between tags.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A text with the signs for `&` turned back.
pub fn unescaped(text: &str) -> String {
    text.replace("&amp;", "&")
}

/// A text that comes in chunks, as it stands between tags, to the end of a page.
pub fn write_escaped(chunks: &[&str], page: &mut String) {
    for chunk in chunks {
        for part in chunk.split_inclusive(['&', '<', '>']) {
            let replacement = match part.as_bytes().last() {
                Some(b'&') => "&amp;",
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                _ => {
                    page.push_str(part);
                    continue;
                }
            };
            page.push_str(&part[..part.len() - 1]);
            page.push_str(replacement);
        }
    }
}
