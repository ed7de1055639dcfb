//! Takes secrets out of a text that comes in chunks.

/// What a secret begins with, and what is written in its place.
const SECRET: &str = "sk_";
const REDACTED: &str = "[redacted]";

/// Redacts one stream after the other.
///
/// A word is what stands between white space. A word that begins with `sk_` is a secret.
#[derive(Clone, Debug, Default)]
pub struct Redactor {}

impl Redactor {
    /// Writes the text of the chunks to the end of `output`, with the secrets redacted. A chunk may end within a word.
    pub fn redact<'a>(&mut self, chunks: impl IntoIterator<Item = &'a str>, output: &mut String) {
        // Where the last word of the output begins. It is taken back when it has ended and was a secret.
        let mut start = output.len();
        for chunk in chunks {
            for token in chunk.split_inclusive(char::is_whitespace) {
                let part = token.trim_end();
                output.push_str(part);
                if part.len() < token.len() {
                    redact_word(start, output);
                    output.push_str(&token[part.len()..]);
                    start = output.len();
                }
            }
        }
        redact_word(start, output);
    }
}

/// Redacts the word from `start` to the end, if it is a secret.
fn redact_word(start: usize, output: &mut String) {
    if output[start..].starts_with(SECRET) {
        output.truncate(start);
        output.push_str(REDACTED);
    }
}
