//! Is a program of today's compiler shown as its author sees it?
//!
//! This program profiles itself with dhat, in the profile it was built in, and looks for the figures on its own lines: the comment at the end of a
//! line says how many bytes the line asks for itself, whatever the standard library did on the way. It has no test harness, whose threads would be in the
//! profile.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use heap_views::calls::{CallGraph, Order};
use heap_views::fold::STANDARD_LIBRARY;
use heap_views::{Folding, Sample, Sources, dhat as views, fold, list};
use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;
use std::path::Path;

/// Before a figure. Written so that this line has none.
const MARK: &str = " // flat\u{3a} ";

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

#[inline(never)]
fn boxed() -> Box<[u64; 8]> {
    Box::new([black_box(1); 8]) // flat: 64
}

#[inline(never)]
fn pushed() -> Vec<u64> {
    let mut numbers = Vec::with_capacity(black_box(2)); // flat: 48
    numbers.extend([black_box(1), 2, 3]);
    numbers
}

#[inline(never)]
fn collected() -> Vec<String> {
    let name = |n: u64| "x".repeat(black_box(n as usize)); // flat: 6
    (1..=black_box(3)).map(name).collect() // flat: 72
}

#[inline(never)]
fn written() -> String {
    let mut text = String::new();
    text.push_str(black_box("some text that is long")); // flat: 22
    text
}

#[inline(never)]
fn nested(depth: usize) -> Vec<Vec<u8>> {
    let mut below = if depth > 1 { nested(black_box(depth - 1)) } else { Vec::with_capacity(black_box(8)) }; // flat: 192
    below.push(vec![black_box(0); 10]); // flat: 30
    below
}

#[inline(never)]
fn mapped() -> HashMap<u64, u64> {
    let mut map = HashMap::with_capacity(black_box(10)); // flat: map
    map.insert(black_box(1), 2);
    map
}

fn main() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("heap.json");
    // What is made once for the thread is none of the program's.
    drop(mapped());
    let profiler = dhat::Profiler::builder().file_name(&file).trim_backtraces(Some(64)).build();
    drop(black_box((boxed(), pushed(), collected(), written(), nested(3), mapped())));
    let stats = dhat::HeapStats::get();
    drop(profiler);

    let (profile, warnings) = views::read(&file).unwrap();
    assert_eq!(warnings, []);
    let dhats = [stats.total_bytes, stats.total_blocks, stats.max_bytes as u64, stats.max_blocks as u64];
    let ours = [Sample::AllocSpace, Sample::AllocObjects, Sample::PeakSpace, Sample::PeakObjects];
    assert_eq!(ours.map(|sample| profile.total(sample) as u64), dhats);
    assert_eq!(profile.total(Sample::EndSpace), stats.curr_bytes as i64);

    let sources = Sources::below(&[Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()]).unwrap();
    let (folded, warnings) = fold(profile.clone(), &sources, &Folding::default()).unwrap();
    assert_eq!(warnings, []);
    for function in &folded.functions {
        assert_eq!(function.file, "tests/own_program.rs", "`{}` is not of this program", function.name);
    }
    assert!(folded.functions.iter().all(|function| function.name != STANDARD_LIBRARY));
    check_lines(&folded, &sources);

    let graph = CallGraph::new(&folded, Sample::AllocSpace).sorted(Order::Cum);
    // With line tables only, names are without their path.
    let of = |name: &str| graph.nodes.iter().find(|node| node.function.ends_with(name)).unwrap();
    assert_eq!((of("main").cum, of("main").flat), (graph.total, 0));
    assert_eq!((of("nested").cum, of("nested").flat), (222, 222), "recursion counts once");

    let folding = Folding { all_frames: true, ..Folding::default() };
    let (all, _) = fold(profile, &sources, &folding).unwrap();
    assert_eq!(all.total(Sample::AllocSpace), folded.total(Sample::AllocSpace));
    let is_standard = |name: &str| name.contains("alloc::") || name.contains("__rust_alloc");
    assert!(all.functions.iter().any(|function| is_standard(&function.name)), "{:?}", all.functions);
    println!("own_program: every line has its figure");
}

/// Holds every line of this file to what its comment says; a line without a comment has no flat figure.
fn check_lines(folded: &heap_views::HeapProfile, sources: &Sources) {
    let (listing, warnings) = list(folded, Sample::AllocSpace, "", sources).unwrap();
    assert_eq!(warnings, []);
    let mut flat: BTreeMap<u32, i64> = BTreeMap::new();
    for line in listing.routines.iter().flat_map(|routine| &routine.lines) {
        *flat.entry(line.number).or_default() += line.flat;
    }
    for (number, text) in (1..).zip(include_str!("own_program.rs").lines()) {
        let found = flat.remove(&number).unwrap_or(0);
        match text.split_once(MARK) {
            // As much as hashbrown makes of it.
            Some((_, "map")) => assert!(found > 160, "line {number}: {found}"),
            Some((_, expected)) => assert_eq!(found.to_string(), expected, "line {number}: {text}"),
            None => assert_eq!(found, 0, "line {number}: {text}"),
        }
    }
}
