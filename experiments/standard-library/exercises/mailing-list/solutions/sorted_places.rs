//! The list of those who get a letter.

/// Writes each address to the end of `list`, on a line of its own: each one once, in the order in which they first appear.
pub fn write_once(addresses: &[String], list: &mut String) {
    let mut places: Vec<usize> = (0..addresses.len()).collect();
    // Equal addresses stand together, the first of them in front.
    places.sort_unstable_by_key(|place| (&addresses[*place], *place));
    places.dedup_by_key(|place| &addresses[*place]);
    places.sort_unstable();
    for place in places {
        list.push_str(&addresses[place]);
        list.push('\n');
    }
}
