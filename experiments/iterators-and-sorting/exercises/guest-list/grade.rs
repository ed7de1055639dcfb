//! The tests of `guest-list`.

use super::exercise::{Guest, sort};
use grading::{Grading, Rng};

pub fn grade(grading: &mut Grading) {
    grading.right(
        "by table, then by name",
        || sorted(list(&[("Zoe", 1), ("Ann", 2), ("Ben", 1)])),
        list_of(&[("Ben", 1, 2), ("Zoe", 1, 0), ("Ann", 2, 1)]),
    );
    grading.right(
        "capital letters do not count",
        || sorted(list(&[("bea", 1), ("Ada", 1), ("CIA", 1)])),
        list_of(&[("Ada", 1, 1), ("bea", 1, 0), ("CIA", 1, 2)]),
    );
    grading.right(
        "a name that begins as another does",
        || sorted(list(&[("Anna", 1), ("Ann", 1)])),
        list_of(&[("Ann", 1, 1), ("Anna", 1, 0)]),
    );
    grading.right(
        "the same name, in the order of answers",
        || sorted(list(&[("Lee", 1); 30])),
        list(&[("Lee", 1); 30]),
    );
    grading.right("nobody", || sorted(Vec::new()), Vec::new());
    grading.right_on_random("random guests", random, |guests| sorted(guests.clone()), slow);
    grading.counted("500 guests", long, |mut guests| {
        sort(&mut guests);
        guests
    });
}

fn sorted(mut guests: Vec<Guest>) -> Vec<Guest> {
    sort(&mut guests);
    guests
}

/// Guests in the order in which they answered.
fn list(guests: &[(&str, u32)]) -> Vec<Guest> {
    let guest = |(answered, (name, table)): (usize, &(&str, u32))| Guest {
        name: (*name).to_owned(),
        table: *table,
        answered: answered as u32,
    };
    guests.iter().enumerate().map(guest).collect()
}

fn list_of(guests: &[(&str, u32, u32)]) -> Vec<Guest> {
    guests
        .iter()
        .map(|(name, table, answered)| Guest { name: (*name).to_owned(), table: *table, answered: *answered })
        .collect()
}

/// Looks for the least of those that are left, again and again.
fn slow(guests: &Vec<Guest>) -> Vec<Guest> {
    let key = |guest: &Guest| (guest.table, guest.name.to_ascii_lowercase(), guest.answered);
    let (mut left, mut sorted) = (guests.clone(), Vec::new());
    while let Some(place) = (0..left.len()).min_by_key(|place| key(&left[*place])) {
        sorted.push(left.remove(place));
    }
    sorted
}

fn random(random: &mut Rng, size: usize) -> Vec<Guest> {
    let letter = |random: &mut Rng| char::from(b"aAbBcC"[random.usize(0..6)]);
    let mut guests = Vec::new();
    for answered in 0..2 * size as u32 {
        let name = (0..random.usize(0..3)).map(|_| letter(random)).collect();
        guests.push(Guest { name, table: random.u32(1..4), answered });
    }
    guests
}

fn long() -> Vec<Guest> {
    let guest = |answered: u32| {
        let number = answered * 211 % 250;
        let name = if answered % 2 == 0 { format!("GUEST {number}") } else { format!("Guest {number}") };
        Guest { name, table: 1 + number % 20, answered }
    };
    (0..500).map(guest).collect()
}
