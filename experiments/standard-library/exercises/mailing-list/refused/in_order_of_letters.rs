//! The list of those who get a letter.

/// Writes each address to the end of `list`, on a line of its own: each one once, in the order in which they first appear.
pub fn write_once(addresses: &[String], list: &mut String) {
    let mut recipients: Vec<&str> = addresses.iter().map(String::as_str).collect();
    recipients.sort_unstable();
    recipients.dedup();
    for recipient in recipients {
        list.push_str(recipient);
        list.push('\n');
    }
}
