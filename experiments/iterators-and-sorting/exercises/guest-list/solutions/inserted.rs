//! The list of guests at the door.

/// Who is invited.
#[derive(Clone, Debug, PartialEq)]
pub struct Guest {
    /// The name, as the guest wrote it.
    pub name: String,
    /// The table, from 1.
    pub table: u32,
    /// When the guest answered: no two answered at the same time.
    pub answered: u32,
}

/// Sorts the guests by table, then by name without regard to capital letters (ASCII), then by when they answered.
///
/// They come in the order in which they answered.
pub fn sort(guests: &mut [Guest]) {
    // Those before `end` are in order; the next one goes behind all that are not greater, so that equal names stay as they came.
    for end in 1..guests.len() {
        let (sorted, next) = (&guests[..end], &guests[end]);
        let is_before =
            |guest: &Guest| guest.table.cmp(&next.table).then_with(|| letters(guest).cmp(letters(next))).is_le();
        let place = sorted.partition_point(is_before);
        guests[place..=end].rotate_right(1);
    }
}

/// The letters of the name in lower case.
fn letters(guest: &Guest) -> impl Iterator<Item = u8> {
    guest.name.bytes().map(|letter| letter.to_ascii_lowercase())
}
