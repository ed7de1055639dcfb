//! Is a damaged file of any kind refused, or shown with a word about what it lacks?
//!
//! `cargo test -p heap-views --test views -- --ignored any_damage` tries tens of thousands; without `--ignored`, some hundreds are tried.

use crate::profiles;
use heap_views::page::Page;
use heap_views::sites::sites;
use heap_views::{CallGraph, Folding, Reading, Sample, Sources, drawings, fold, list, narrow, pprof, read_as, text};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use std::cell::Cell;
use std::path::Path;

/// A whole file of each kind.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let jemalloc = "heap_v2/524288\n  t*: 3: 1048608 [5: 2097152]\n@ 0x1001 0x1201\n  t*: 2: 32 [3: 48]\n@ 0x1301\n  t*: 1: 1048576 [2: 2097104]\n\n\
                    MAPPED_LIBRARIES:\n1000-2000 r-xp 00000000 fd:01 123 /bin/program\n";
    let packed = pprof::encode(&profiles::example(), |_| None).unwrap();
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*packed), &mut unpacked).unwrap();
    vec![
        ("dhat.json", include_bytes!("../profiles/boxed_each.json").to_vec()),
        ("valgrind.json", include_bytes!("../../../cargo-allocations/tests/page/orders/valgrind.json").to_vec()),
        ("jemalloc.heap", jemalloc.as_bytes().to_vec()),
        ("stacks.txt", b"main;parse;push 12\nmain;report 30\nmain 3\n".to_vec()),
        ("profile.pb", unpacked),
        ("profile.pb.gz", packed),
    ]
}

/// What is done to a file.
#[derive(Clone, Debug)]
enum Damage {
    /// Bytes are others.
    Bytes(Vec<(prop::sample::Index, u8)>),
    /// It ends early.
    Cut(prop::sample::Index),
    /// A line is gone, or there twice.
    Line(prop::sample::Index, bool),
    /// A digit is another.
    Digits(Vec<(prop::sample::Index, u8)>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        prop::collection::vec((index(), any::<u8>()), 1..4).prop_map(Damage::Bytes),
        index().prop_map(Damage::Cut),
        (index(), any::<bool>()).prop_map(|(line, is_twice)| Damage::Line(line, is_twice)),
        prop::collection::vec((index(), b'0'..=b'9'), 1..8).prop_map(Damage::Digits),
    ]
}

fn damaged(whole: &[u8], damage: &Damage) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    match damage {
        Damage::Bytes(changes) => changes.iter().for_each(|(at, byte)| *at.get_mut(&mut bytes) = *byte),
        Damage::Cut(end) => bytes.truncate(end.index(whole.len())),
        Damage::Line(line, is_twice) => {
            let mut lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
            let at = line.index(lines.len());
            if *is_twice {
                lines.insert(at, lines[at])
            } else {
                _ = lines.remove(at)
            }
            bytes = lines.concat();
        }
        Damage::Digits(changes) => {
            let digits: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()).collect();
            for (at, digit) in changes.iter().filter(|_| !digits.is_empty()) {
                bytes[digits[at.index(digits.len())]] = *digit;
            }
        }
    }
    bytes
}

/// Whether the file is read. If it is, every view of it is made, all of what it counts is in it, and where nothing is, that was said.
fn check(file: &Path) -> Result<bool, TestCaseError> {
    let reading = Reading { programs: Vec::new(), counts: Some(Sample::AllocSpace) };
    let (profile, warnings) = match read_as(file, &reading, &mut || ()) {
        Ok(read) => read,
        Err(error) => {
            prop_assert!(error.to_string().contains(&*file.to_string_lossy()), "{error}");
            return Ok(false);
        }
    };
    prop_assert!(!profile.stacks.is_empty() || !warnings.is_empty(), "no stack, and no word");
    let about = profile.about.clone();
    prop_assert!(about.counted.contains(&about.first), "{about:?}");
    for sample in Sample::ALL {
        prop_assert!(
            about.counted.contains(&sample) || profile.is_empty_in(sample),
            "{sample} is there and not counted"
        );
    }
    let whole = Sample::ALL.map(|sample| profile.total(sample));
    let nameless = profile.stacks.iter().filter(|stack| {
        stack.frames.iter().all(|frame| profile.function(profile.frame(*frame).function).name == "???")
    });
    let has_nameless = nameless.filter(|stack| stack.values.get(about.first) != 0).count() > 0;
    let (folded, warnings) = match fold(profile, &Sources::default(), &Folding::default()) {
        Ok(folded) => folded,
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    };
    prop_assert!(!has_nameless || !warnings.is_empty(), "stacks without names, and no word");
    prop_assert_eq!(Sample::ALL.map(|sample| folded.total(sample)), whole);
    let graph = CallGraph::new(&folded, about.first);
    let flat: i128 = graph.nodes.iter().map(|node| i128::from(node.flat)).sum();
    prop_assert_eq!(flat, i128::from(folded.total(about.first)));
    let shown = text::top(&graph, usize::MAX, text::Unit::Exact);
    prop_assert!(!shown.contains(|sign: char| sign.is_control() && sign != '\n'), "{shown:?}");
    let _ = drawings::flame(&folded, &drawings::FlameOptions { sample: about.first, ..Default::default() });
    let blocks: i128 = sites(&folded).iter().map(|site| i128::from(site.blocks)).sum();
    let positive =
        folded.stacks.iter().map(|stack| stack.values.get(Sample::AllocObjects)).filter(|blocks| *blocks > 0);
    prop_assert_eq!(blocks, positive.map(i128::from).sum::<i128>());
    if let Ok((listing, _)) = list(&folded, about.first, "", &Sources::default()) {
        let page = Page { name: "x", profile: &folded, graph: &graph, listing: &listing, picture: None, notes: &[] };
        prop_assert!(page.html().ends_with("</html>\n"));
    }
    let own = narrow::own(folded, &Sources::default()).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(Sample::ALL.map(|sample| own.total(sample)), whole);
    Ok(true)
}

/// Tries so many of each kind, the same ones on every run, and holds that some were read and some refused.
fn try_many(cases: u32) {
    let directory = tempfile::tempdir().unwrap();
    for (name, whole) in files() {
        let file = directory.path().join(name);
        std::fs::write(&file, &whole).unwrap();
        assert!(check(&file).unwrap(), "{name} is whole");
        let config = Config { cases, failure_persistence: None, ..Config::default() };
        let rng = TestRng::deterministic_rng(config.rng_algorithm);
        let (read, refused) = (Cell::new(0), Cell::new(0));
        TestRunner::new_with_rng(config, rng)
            .run(&damage(), |damage| {
                std::fs::write(&file, damaged(&whole, &damage)).unwrap();
                let counter = if check(&file)? { &read } else { &refused };
                counter.set(counter.get() + 1);
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        println!("{name}: {} read, {} refused", read.get(), refused.get());
        // Of a gzipped file nearly every damage is found by its checksum.
        assert!(read.get() > 0 && refused.get() > 0, "{name}: {} read, {} refused", read.get(), refused.get());
    }
}

#[test]
fn a_file_without_a_stack_is_told_whatever_its_kind() {
    let directory = tempfile::tempdir().unwrap();
    let empty = heap_views::HeapProfile::default();
    for (name, bytes) in [
        ("dhat.json", br#"{"dhatFileVersion": 2, "mode": "rust-heap", "pps": [], "ftbl": ["[root]"]}"#.to_vec()),
        ("valgrind.json", br#"{"dhatFileVersion": 2, "mode": "heap", "pps": [], "ftbl": ["[root]"]}"#.to_vec()),
        ("jemalloc.heap", b"heap_v2/524288\n  t*: 0: 0 [0: 0]\nMAPPED_LIBRARIES:\n".to_vec()),
        ("profile.pb.gz", pprof::encode(&empty, |_| None).unwrap()),
    ] {
        let file = directory.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let (profile, warnings) = read_as(&file, &Reading::default(), &mut || ()).unwrap();
        assert_eq!(profile.stacks, [], "{name}");
        assert_eq!(warnings, [heap_views::Warning::NothingAllocated], "{name}");
    }
}

#[test]
fn each_mebibyte_of_a_file_is_told_in_every_format() {
    let directory = tempfile::tempdir().unwrap();
    for (name, mut bytes) in files() {
        // Twice and a half.
        let length = 5 << 19;
        match name {
            "dhat.json" | "valgrind.json" | "jemalloc.heap" => bytes.resize(length, b' '),
            "stacks.txt" => bytes = bytes.repeat(length / bytes.len()),
            // A field that no profile has, with as many bytes as a number of four bytes can say.
            "profile.pb" => {
                bytes.extend([15 << 3 | 2, 0x80, 0x80, 0xa0, 0x01]);
                bytes.resize(bytes.len() + (5 << 19), 0);
            }
            _ => continue,
        }
        let file = directory.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let mut told = 0;
        read_as(&file, &Reading { counts: Some(Sample::AllocSpace), ..Reading::default() }, &mut || told += 1).unwrap();
        assert_eq!(told, 2, "{name}");
    }
}

#[test]
fn hundreds_of_damaged_files_are_refused_or_shown_with_a_word() {
    try_many(200);
}

#[test]
#[ignore = "takes minutes"]
fn tens_of_thousands_of_damaged_files_are_refused_or_shown_with_a_word() {
    try_many(8000);
}
