//! Quotes mails, as in an answer to them.

/// Bytes that a quoter may keep between two mails.
pub const LIMIT: usize = 4_096;

/// Quotes mails, one after the other.
pub struct Quoter {
    quoted: String,
}

impl Quoter {
    /// A quoter that has seen no mail.
    pub fn new() -> Self {
        Self { quoted: String::with_capacity(LIMIT) }
    }

    /// Sends the mail with `> ` in front of each line, whole and at once. Each line of what is sent ends with a line break.
    pub fn quote(&mut self, mail: &str, send: &mut dyn FnMut(&str)) {
        self.quoted.reserve_exact(mail.lines().map(|line| line.len() + 3).sum());
        for line in mail.lines() {
            self.quoted.push_str("> ");
            self.quoted.push_str(line);
            self.quoted.push('\n');
        }
        send(&self.quoted);
        self.quoted.clear();
    }
}
