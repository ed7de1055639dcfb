//! The tests of `page-cache`.

use super::exercise::PageCache;
use grading::{Grading, Rng};

/// What is done with a cache.
#[derive(Clone, Debug)]
enum Step {
    Get(String),
    Insert(String, String),
}

/// What each lookup found.
fn found(capacity: usize, steps: &[Step]) -> Vec<Option<String>> {
    let mut cache = PageCache::new(capacity);
    let mut found = Vec::new();
    for step in steps {
        match step {
            Step::Get(path) => found.push(cache.get(path).map(str::to_owned)),
            Step::Insert(path, page) => cache.insert(path, page.clone()),
        }
    }
    found
}

pub fn grade(grading: &mut Grading) {
    let get = |path: &str| Step::Get(path.to_owned());
    let insert = |path: &str, page: &str| Step::Insert(path.to_owned(), page.to_owned());
    let page = |page: &str| Some(page.to_owned());
    grading.right("an empty cache", || found(3, &[get("/")]), vec![None]);
    let replaced = [insert("/é", "old"), insert("/é", "new"), get("/é"), get("/e")];
    grading.right("a page that is replaced", || found(1, &replaced), vec![page("new"), None]);
    let used = [insert("/a", "A"), insert("/b", "B"), get("/a"), insert("/c", "C"), get("/b"), get("/a"), get("/c")];
    grading.right("a page that was asked for stays", || found(2, &used), vec![page("A"), None, page("A"), page("C")]);
    let missed = [insert("/a", "A"), get("/x"), insert("/b", "B"), insert("/c", "C"), get("/a"), get("/b")];
    grading.right("a lookup that finds nothing", || found(2, &missed), vec![None, None, page("B")]);
    grading.right("a cache without room", || found(0, &[insert("/a", "A"), get("/a")]), vec![None]);
    grading.right_on_random("random steps", random, |steps| found(4, steps), |steps| slow(4, steps));
    grading.counted("200 lookups, half of them hits", full, |(mut cache, paths)| {
        let hits = paths.iter().filter(|path| cache.get(path).is_some()).count();
        (cache, paths, hits)
    });
}

/// A cache of 50 pages, and 200 paths, every second of which it has.
fn full() -> (PageCache, Vec<String>) {
    let path = |number: usize| format!("/articles/2026/{number}");
    let mut cache = PageCache::new(50);
    for number in 0..80 {
        cache.insert(&path(number), format!("<h1>Article {number}</h1>"));
    }
    let asked = |number: usize| {
        if number.is_multiple_of(2) { path(30 + number * 7 % 50) } else { format!("/articles/2026/{number}/comments") }
    };
    (cache, (0..200).map(asked).collect())
}

fn random(random: &mut Rng, size: usize) -> Vec<Step> {
    let mut step = |number: usize| {
        let path = Grading::one_of(random, &["/a", "/b", "/c", "/d", "/é", "/字", "/"]).to_owned();
        if random.bool() { Step::Get(path) } else { Step::Insert(path, number.to_string()) }
    };
    (0..size * 2).map(&mut step).collect()
}

/// A list of pages, the one that was used last at the end.
fn slow(capacity: usize, steps: &[Step]) -> Vec<Option<String>> {
    let mut pages: Vec<(String, String)> = Vec::new();
    let mut found = Vec::new();
    for step in steps {
        let (Step::Get(path) | Step::Insert(path, _)) = step;
        let place = pages.iter().position(|(other, _)| other == path);
        let old = place.map(|place| pages.remove(place));
        match (step, old) {
            (Step::Get(_), old) => {
                found.push(old.as_ref().map(|(_, page)| page.clone()));
                pages.extend(old);
            }
            (Step::Insert(_, page), _) => {
                pages.push((path.clone(), page.clone()));
                if pages.len() > capacity {
                    pages.remove(0);
                }
            }
        }
    }
    found
}
