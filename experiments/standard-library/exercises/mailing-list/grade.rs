//! The tests of `mailing-list`.

use super::exercise::write_once;
use grading::{Grading, Rng};

const ADDRESSES: usize = 40_000;

fn written(addresses: &[String], before: &str) -> String {
    let mut list = before.to_owned();
    write_once(addresses, &mut list);
    list
}

fn owned(addresses: &[&str]) -> Vec<String> {
    addresses.iter().map(|address| (*address).to_owned()).collect()
}

/// Every fourth address was there three before.
fn many() -> Vec<String> {
    let reader = |index: usize| if index % 4 == 3 { index - 3 } else { index };
    (0..ADDRESSES).map(|index| format!("reader.{}@post.example", reader(index))).collect()
}

pub fn grade(grading: &mut Grading) {
    let three = owned(&["zoé@post.example", "ana@post.example", "zoé@post.example"]);
    grading.right("an address twice", || written(&three, ""), "zoé@post.example\nana@post.example\n".to_owned());
    let started = "to:\n".to_owned();
    grading.right("no addresses", || written(&[], "to:\n"), started.clone());
    grading.right("one address", || written(&three[..1], "to:\n"), started + "zoé@post.example\n");
    let same = owned(&["a", "A", "", "a", "", "A"]);
    grading.right("small and capital letters", || written(&same, ""), "a\nA\n\n".to_owned());
    grading.right_on_random("random addresses", random, |addresses| written(addresses, ""), slow);
    let make = || (many(), String::with_capacity(64 * ADDRESSES));
    grading.counted("40,000 addresses", make, |(addresses, mut list)| {
        write_once(&addresses, &mut list);
        (addresses, list)
    });
}

fn random(random: &mut Rng, size: usize) -> Vec<String> {
    let few: Vec<String> = (0..1 + size / 2).map(|_| Grading::word(random)).collect();
    (0..random.usize(..=size)).map(|_| few[random.usize(..few.len())].clone()).collect()
}

fn slow(addresses: &Vec<String>) -> String {
    let is_first = |index: &usize| !addresses[..*index].contains(&addresses[*index]);
    (0..addresses.len()).filter(is_first).map(|index| addresses[index].clone() + "\n").collect()
}
