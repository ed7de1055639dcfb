//! The list of those who get a letter.

use std::collections::HashSet;

/// Writes each address to the end of `list`, on a line of its own: each one once, in the order in which they first appear.
pub fn write_once(addresses: &[String], list: &mut String) {
    let mut seen = HashSet::with_capacity(addresses.len());
    for address in addresses {
        if seen.insert(address.as_str()) {
            list.push_str(address);
            list.push('\n');
        }
    }
}
