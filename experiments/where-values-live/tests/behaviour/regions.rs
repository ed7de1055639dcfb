//! Is every value of the chapter in the region that the page names?

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Command;
use where_values_live::all::{SHOWS, seen};
use where_values_live::regions::Region;
use where_values_live::{boxed, vec};

/// What the program of this crate prints: label of the place and region. It looks on the main thread, which no test can.
fn printed() -> Option<BTreeMap<String, String>> {
    if !cfg!(all(target_os = "linux", target_env = "gnu")) {
        let message = "SKIPPED: the regions are those of Linux and glibc; nothing was compared on this platform";
        assert!(std::env::var_os("CI").is_none(), "{message} (CI must not skip it)");
        // Not `eprintln!`, which the test harness keeps to itself when the test passes.
        writeln!(std::io::stderr(), "{message}").expect("standard error is open");
        return None;
    }
    let output = Command::new(env!("CARGO_BIN_EXE_where-values-live")).env_remove("GLIBC_TUNABLES").output();
    let output = output.expect("the program of this crate starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("the program prints UTF-8");
    let row = |line: &str| (line[19..49].trim().to_owned(), line[..17].trim().to_owned());
    Some(text.lines().skip(1).map(row).collect())
}

#[test]
fn every_value_is_in_the_region_that_the_page_names() {
    let Some(printed) = printed() else { return };
    let expected = [
        ("local: number", "stack"),
        ("two frames: outer", "stack"),
        ("two frames: inner", "stack"),
        ("array: whole", "stack"),
        ("array: last", "stack"),
        ("Box: pointer", "stack"),
        ("Box: content", "heap"),
        ("Vec of 32 B: header", "stack"),
        ("Vec of 32 B: elements", "heap"),
        ("Vec of 64 MiB: header", "stack"),
        ("Vec of 64 MiB: elements", "mapped"),
        ("&'static str: reference", "stack"),
        ("&'static str: bytes", "static, read-only"),
        ("static: constant", "static, read-only"),
        ("static: counter", "static data"),
        ("static: zeroed", "unknown"),
        ("const: promoted", "static, read-only"),
        ("const: copy", "stack"),
        ("function: code", "code"),
        ("thread-local: number", "mapped"),
        ("other thread: local", "mapped"),
        ("other thread: own", "mapped"),
        ("other thread's Box: small", "heap"),
        ("other thread's Box: large", "mapped"),
        ("mapped file: owner", "stack"),
        ("mapped file: bytes", "mapped"),
    ];
    let expected = expected.map(|(label, region)| (label.to_owned(), region.to_owned()));
    assert_eq!(printed, BTreeMap::from(expected));
}

#[test]
fn an_element_is_at_its_distance_in_the_array() {
    let seen = seen(&SHOWS).unwrap();
    let find = |part| seen.iter().find(|seen| seen.show.key == "array" && seen.place.part == part).unwrap();
    assert_eq!(find("last").address() - find("whole").address(), 24);
}

/// A test runs on a thread of its own, so here a local is on a mapped stack and a box in a mapped arena.
#[test]
fn on_another_thread_the_map_does_not_know_the_stack() {
    if printed().is_none() {
        return;
    }
    let seen = seen(&SHOWS).unwrap();
    assert!(seen.iter().all(|seen| seen.region != Region::Stack), "{seen:?}");
    assert!(seen.iter().any(|seen| seen.label() == "local: number" && seen.region == Region::Mapped), "{seen:?}");
}

#[test]
fn every_arrow_leads_to_a_place_of_its_variant() {
    let seen = seen(&SHOWS).unwrap();
    for from in seen.iter().filter(|seen| seen.place.points_to.is_some()) {
        let target = from.place.points_to.unwrap();
        assert!(seen.iter().any(|to| to.show.key == from.show.key && to.place.part == target), "{}", from.label());
    }
}

#[test]
fn what_is_shown_is_what_is_counted() {
    let mut bytes = Vec::new();
    let answer = boxed::show(&mut |places| bytes.extend(places.iter().map(|place| place.bytes)));
    assert_eq!((answer, &bytes[..]), (boxed::run(), &[size_of::<usize>(), 8][..]));
    bytes.clear();
    let answer = vec::show(100, &mut |places| bytes.extend(places.iter().map(|place| place.bytes)));
    assert_eq!((answer, &bytes[..]), (vec::run(100), &[3 * size_of::<usize>(), 100][..]));
}
