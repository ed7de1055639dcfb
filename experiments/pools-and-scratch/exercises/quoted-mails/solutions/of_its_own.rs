//! Quotes mails, as in an answer to them.

/// Bytes that a quoter may keep between two mails.
pub const LIMIT: usize = 4_096;

/// Quotes mails, one after the other.
pub struct Quoter {
    /// For mails that fit.
    quoted: String,
}

impl Quoter {
    /// A quoter that has seen no mail.
    pub fn new() -> Self {
        Self { quoted: String::with_capacity(LIMIT) }
    }

    /// Sends the mail with `> ` in front of each line, whole and at once. Each line of what is sent ends with a line break.
    pub fn quote(&mut self, mail: &str, send: &mut dyn FnMut(&str)) {
        let length = mail.lines().map(|line| line.len() + 3).sum();
        if length > LIMIT {
            let mut quoted = String::with_capacity(length);
            write(mail, &mut quoted);
            send(&quoted);
        } else {
            self.quoted.clear();
            write(mail, &mut self.quoted);
            send(&self.quoted);
        }
    }
}

fn write(mail: &str, quoted: &mut String) {
    for line in mail.lines() {
        quoted.push_str("> ");
        quoted.push_str(line);
        quoted.push('\n');
    }
}
