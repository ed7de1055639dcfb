//! Takes secrets out of a text that comes in chunks.

/// What a secret begins with, and what is written in its place.
const SECRET: &str = "sk_";
const REDACTED: &str = "[redacted]";

/// Redacts one stream after the other.
///
/// A word is what stands between white space. A word that begins with `sk_` is a secret.
#[derive(Clone, Debug, Default)]
pub struct Redactor {
    /// The beginning of a word that the last chunk has cut.
    cut: String,
}

impl Redactor {
    /// Writes the text of the chunks to the end of `output`, with the secrets redacted. A chunk may end within a word.
    pub fn redact<'a>(&mut self, chunks: impl IntoIterator<Item = &'a str>, output: &mut String) {
        self.cut.clear();
        for chunk in chunks {
            let text = format!("{}{chunk}", self.cut);
            self.cut.clear();
            for token in text.split_inclusive(char::is_whitespace) {
                if token.ends_with(char::is_whitespace) {
                    write_token(token, output);
                } else {
                    self.cut.push_str(token);
                }
            }
        }
        write_token(&self.cut, output);
    }
}

/// Writes a word and the white space behind it, if there is any.
fn write_token(token: &str, output: &mut String) {
    let word = token.trim_end();
    if word.starts_with(SECRET) {
        output.push_str(REDACTED);
        output.push_str(&token[word.len()..]);
    } else {
        output.push_str(token);
    }
}
