//! How large are tables, what do they keep, and how often is a key hashed?

use anyhow::{Result, ensure};
use count_allocations::{Counts, count};
use harness::Findings;
use indexmap::IndexMap;
use maps_and_sets::work::{Fixed, Map, entries, key};
use std::any::type_name;
use std::cell::Cell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    tables(findings);
    kept(findings);
    hashed(findings);
    capacities(findings);
}

/// What fills a table of 1024 places.
const FULL: usize = 896;

// ANCHOR: tables
fn tables(findings: &mut Findings) {
    findings
        .exact("steps", "the capacities through which a HashMap<u64, u64> goes while 897 entries are inserted")
        .found(steps());
    table::<u16, ()>(findings, "u16");
    table::<u32, ()>(findings, "u32");
    table::<u64, ()>(findings, "u64");
    table::<u32, u32>(findings, "u32_u32");
    table::<u32, u64>(findings, "u32_u64");
    table::<u64, u64>(findings, "u64_u64");
    table::<String, u64>(findings, "string_u64");
    table::<Box<str>, u64>(findings, "box_str_u64");
    for (name, count) in [("full", FULL), ("grown", FULL + 1)] {
        let how = format!("bytes of a HashMap<u64, u64> into which {count} entries were inserted, by the entry");
        findings.exact(["bytes_by_entry", name], how).by(|| {
            let bytes = held(|| entries(count).fold(Map::default(), inserted))?;
            Ok::<_, anyhow::Error>(format!("{:.1}", bytes as f64 / count as f64))
        });
    }
}

fn steps() -> Vec<i64> {
    let mut map = Map::default();
    let mut steps = vec![map.capacity() as i64];
    for entry in entries(FULL + 1) {
        map = inserted(map, entry);
        if steps.last() != Some(&(map.capacity() as i64)) {
            steps.push(map.capacity() as i64);
        }
    }
    steps
}

fn inserted(mut map: Map<u64, u64>, (key, value): (u64, u64)) -> Map<u64, u64> {
    map.insert(key, value);
    map
}

/// What a table for 896 entries of this type requests.
fn table<K: Eq + Hash, V>(findings: &mut Findings, name: &str) {
    let how =
        format!("bytes that HashMap::<{}, {}>::with_capacity({FULL}) requests", type_name::<K>(), type_name::<V>());
    findings.exact(["table_of", name], how).by(|| {
        let (map, counts) = counted(|| Map::<K, V>::with_capacity_and_hasher(FULL, Fixed::default()));
        ensure!(counts.allocations == 1 && map.capacity() == FULL, "not one table for {FULL}: {counts:?}");
        Ok(counts.requested_bytes)
    });
}
// ANCHOR_END: tables

// ANCHOR: kept
fn kept(findings: &mut Findings) {
    after(findings, "nothing", |_| {});
    after(findings, "clear", HashMap::clear);
    after(findings, "drain", |map| drop(map.drain()));
    after(findings, "remove", emptied_by_key);
    after(findings, "retain", |map| map.retain(|_, value| *value < 10));
    after(findings, "retain_and_shrink", |map| {
        map.retain(|_, value| *value < 10);
        map.shrink_to_fit();
    });
    after(findings, "retain_and_shrink_to", |map| {
        map.retain(|_, value| *value < 10);
        map.shrink_to(100);
    });
    after(findings, "take", |map| drop(std::mem::take(map)));
}
// ANCHOR_END: kept

/// Removes one entry after the other.
fn emptied_by_key(map: &mut Map<u64, u64>) {
    for (key, _) in entries(FULL + 1) {
        map.remove(&key);
    }
}

/// The bytes that a map of 897 entries has after some work.
fn after(findings: &mut Findings, name: &str, work: fn(&mut Map<u64, u64>)) {
    let how = format!("bytes of a HashMap<u64, u64> that had {} entries, after `{name}`", FULL + 1);
    findings.exact(["after", name], how).by(|| {
        held(|| {
            let mut map: Map<u64, u64> = entries(FULL + 1).collect();
            work(&mut map);
            map
        })
    });
}

thread_local! {
    static HASHES: Cell<u64> = const { Cell::new(0) };
}

/// A key whose hashes are counted.
#[derive(PartialEq, Eq)]
struct Watched(u64);

impl Hash for Watched {
    fn hash<H: Hasher>(&self, state: &mut H) {
        HASHES.set(HASHES.get() + 1);
        self.0.hash(state);
    }
}

fn hashed(findings: &mut Findings) {
    let how = |map: &str| format!("how often keys are hashed while {} entries are inserted into {map}", FULL + 1);
    findings.exact(["hashed", "grown"], how("an empty HashMap")).by(|| {
        let mut map = Map::default();
        HASHES.set(0);
        for (key, value) in entries(FULL + 1) {
            map.insert(Watched(key), value);
        }
        all_there(map.len(), HASHES.get())
    });
    findings.exact(["hashed", "with_capacity"], how("a HashMap with room for them")).by(|| {
        let mut map = Map::with_capacity_and_hasher(FULL + 1, Fixed::default());
        HASHES.set(0);
        for (key, value) in entries(FULL + 1) {
            map.insert(Watched(key), value);
        }
        all_there(map.len(), HASHES.get())
    });
    findings.exact(["hashed", "index_map"], how("an empty IndexMap")).by(|| {
        let mut map: IndexMap<_, _, Fixed> = IndexMap::default();
        HASHES.set(0);
        for (key, value) in entries(FULL + 1) {
            map.insert(Watched(key), value);
        }
        all_there(map.len(), HASHES.get())
    });
}

fn all_there(entries: usize, hashes: u64) -> Result<u64> {
    ensure!(entries == FULL + 1, "{entries} entries");
    Ok(hashes)
}

/// How many entries the maps have room for whose capacity is watched.
const ROOM: usize = 28;

fn capacities(findings: &mut Findings) {
    let how = "the least capacity() of a HashMap with room for 28, before it grows, while 20 entries are in it and one is removed \
               before one is inserted, a thousand times";
    findings.exact("least_capacity", how).found(least_capacity());
    let how = "the least capacity() of a HashMap with room for 28, once 28 entries were inserted and removed, over 1000 sets of keys";
    findings.exact(["emptied", "capacity"], how).found(emptied().capacity() as i64);
    let how = "bytes of the table of that map";
    findings.exact(["emptied", "bytes"], how).by(|| held(emptied));
}

fn with_room() -> Map<u64, u64> {
    Map::with_capacity_and_hasher(ROOM, Fixed::default())
}

fn least_capacity() -> i64 {
    let mut map = with_room();
    map.extend(entries(20));
    let mut least = map.capacity();
    for number in 20..1_020 {
        map.remove(&key(number - 20));
        map.insert(key(number), 0);
        if map.capacity() > ROOM {
            break;
        }
        least = least.min(map.capacity());
    }
    least as i64
}

/// Of the maps in which 28 entries have been, the one that says the least of its capacity.
fn emptied() -> Map<u64, u64> {
    let emptied = |set: usize| {
        let keys = || (set * ROOM..(set + 1) * ROOM).map(key);
        let mut map = with_room();
        for key in keys() {
            map.insert(key, 0);
        }
        for key in keys() {
            map.remove(&key);
        }
        map
    };
    (0..1_000).map(emptied).min_by_key(HashMap::capacity).unwrap_or_default()
}

/// The bytes that are live once something was made.
fn held<T>(make: impl FnOnce() -> T) -> Result<i64> {
    let (made, counts) = counted(make);
    drop(made);
    Ok(counts.end_bytes)
}

fn counted<T>(work: impl FnOnce() -> T) -> (T, Counts) {
    let (result, counts) = count(work);
    counts.assert_nothing_elsewhere();
    (result, counts)
}
