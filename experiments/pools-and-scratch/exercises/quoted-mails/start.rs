//! Quotes mails, as in an answer to them.

/// Bytes that a quoter may keep between two mails.
pub const LIMIT: usize = 4_096;

/// Quotes mails, one after the other.
pub struct Quoter {}

impl Quoter {
    /// A quoter that has seen no mail.
    pub fn new() -> Self {
        Self {}
    }

    /// Sends the mail with `> ` in front of each line, whole and at once. Each line of what is sent ends with a line break.
    pub fn quote(&mut self, mail: &str, send: &mut dyn FnMut(&str)) {
        let mut quoted = String::new();
        for line in mail.lines() {
            quoted.push_str("> ");
            quoted.push_str(line);
            quoted.push('\n');
        }
        send(&quoted);
    }
}
