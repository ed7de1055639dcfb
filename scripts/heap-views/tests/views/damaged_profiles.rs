//! Can a damaged profile pass for another one?
//!
//! Thousands of damaged copies of two profiles that dhat wrote are read. Each must be refused, or give the sums that an independent
//! reading of the same bytes gives, in every view; and nothing panics. `tests/profiles` has the profiles: of cases of `boxed-return`, in release.

use heap_views::calls::CallGraph;
use heap_views::{Error, Folding, HeapProfile, Sample, Sources, dhat, diff, fold, list};
use proptest::prelude::*;
use serde_json::Value;
use std::cell::Cell;
use std::path::Path;

const PROFILES: [&str; 2] =
    [include_str!("../profiles/boxed_each.json"), include_str!("../profiles/arena_per_call.json")];
const KEYS: [&str; 6] = ["tb", "tbk", "gb", "gbk", "eb", "ebk"];
const CASES: u32 = 1000;

fn read(bytes: &[u8]) -> Result<HeapProfile, Error> {
    dhat::parse(bytes, Path::new("damaged.json")).map(|(profile, _)| profile)
}

/// The six sums, by a reader that keeps the file as a tree. Bytes that are no UTF-8 can only be in texts that nobody reads.
fn sums(bytes: &[u8]) -> [i128; 6] {
    let file: Value = serde_json::from_str(&String::from_utf8_lossy(bytes)).unwrap();
    let points = file["pps"].as_array().unwrap();
    KEYS.map(|key| points.iter().map(|point| i128::from(point[key].as_u64().unwrap())).sum())
}

/// Refused, or right in every view.
fn check(bytes: &[u8]) -> Result<bool, TestCaseError> {
    let Ok(profile) = read(bytes) else { return Ok(false) };
    let expected = sums(bytes);
    for all_frames in [false, true] {
        let folding = Folding { all_frames, ..Folding::default() };
        let (folded, _) = fold(profile.clone(), &Sources::default(), &folding).unwrap();
        for (sample, expected) in Sample::ALL.into_iter().zip(expected) {
            prop_assert_eq!(i128::from(folded.total(sample)), expected);
            let graph = CallGraph::new(&folded, sample);
            prop_assert_eq!(i128::from(graph.total), expected);
            prop_assert_eq!(graph.nodes.iter().map(|node| i128::from(node.flat)).sum::<i128>(), expected);
            match list(&folded, sample, "", &Sources::default()) {
                Ok((listing, _)) => {
                    let lines = listing.routines.iter().flat_map(|routine| &routine.lines);
                    prop_assert_eq!(lines.map(|line| i128::from(line.flat)).sum::<i128>(), expected);
                }
                Err(Error::NoMatch { .. }) => prop_assert_eq!(expected, 0),
                Err(error) => return Err(TestCaseError::fail(error.to_string())),
            }
        }
    }
    if let Ok(difference) = diff(&profile, &profile) {
        prop_assert_eq!(difference.stacks.len(), 0);
    }
    Ok(true)
}

/// Tries many, the same ones on every run, and holds that some were read and some were refused, or the test would test one thing only.
fn try_many<T: std::fmt::Debug>(damage: impl Strategy<Value = T>, damaged: impl Fn(&T) -> Vec<u8>) -> [u32; 2] {
    let config = ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        config.clone(),
        proptest::test_runner::TestRng::deterministic_rng(config.rng_algorithm),
    );
    let (read, refused) = (Cell::new(0), Cell::new(0));
    let result = runner.run(&damage, |damage| {
        let counter = if check(&damaged(&damage))? { &read } else { &refused };
        counter.set(counter.get() + 1);
        Ok(())
    });
    result.unwrap();
    [read.get(), refused.get()]
}

fn whole() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PROFILES.as_slice())
}

#[test]
fn whole_profiles_are_read() {
    for profile in PROFILES {
        assert!(check(profile.as_bytes()).unwrap());
        assert!(sums(profile.as_bytes())[0] > 0);
    }
}

#[test]
fn profiles_that_end_anywhere_are_refused() {
    for profile in PROFILES {
        for length in 0..profile.trim_end().len() {
            let error = read(&profile.as_bytes()[..length]).unwrap_err();
            let is_right = matches!(error, Error::Truncated { offset, .. } if offset == length as u64)
                || matches!(error, Error::Empty { .. } if length == 0);
            assert!(is_right, "{length}: {error}");
        }
    }
}

#[test]
fn profiles_with_other_bytes_are_refused_or_right() {
    let damage = (whole(), prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4));
    let [read, refused] = try_many(damage, |(profile, changes)| {
        let mut bytes = profile.as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        bytes
    });
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused");
}

#[test]
fn profiles_with_other_digits_are_refused_or_right() {
    let damage = (whole(), prop::collection::vec((any::<prop::sample::Index>(), b'0'..=b'9'), 1..8));
    let [read, refused] = try_many(damage, |(profile, changes)| {
        let mut bytes = profile.as_bytes().to_vec();
        let digits: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()).collect();
        for (at, digit) in changes {
            bytes[digits[at.index(digits.len())]] = *digit;
        }
        bytes
    });
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused");
}

#[test]
fn profiles_with_lines_moved_dropped_or_doubled_are_refused_or_right() {
    let change = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3);
    let damage = (whole(), prop::collection::vec(change, 1..4));
    let [read, refused] = try_many(damage, |(profile, changes)| {
        let mut lines: Vec<&str> = profile.lines().collect();
        for (one, other, how) in changes {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            match how {
                0 => lines.swap(one, other),
                1 => _ = lines.remove(one),
                _ => lines.insert(other, lines[one]),
            }
        }
        lines.join("\n").into_bytes()
    });
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused");
}

#[test]
fn profiles_with_other_figures_are_refused_or_right() {
    let figure = prop_oneof![0..20_u64, Just(i64::MAX as u64), Just(i64::MAX as u64 / 2), any::<u64>()];
    let key = prop::sample::select(vec!["tb", "tbk", "mb", "mbk", "gb", "gbk", "eb", "ebk"]);
    let change = (any::<prop::sample::Index>(), key, figure);
    let damage = (whole(), prop::collection::vec(change, 1..6));
    let [read, refused] = try_many(damage, |(profile, changes)| {
        let mut file: Value = serde_json::from_str(profile).unwrap();
        let points = file["pps"].as_array_mut().unwrap();
        for (point, key, figure) in changes {
            let point = point.index(points.len());
            points[point][*key] = (*figure).into();
        }
        file.to_string().into_bytes()
    });
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused");
}
