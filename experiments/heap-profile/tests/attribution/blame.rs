//! Which functions does a heap profile blame: with inlining, after a jump, and for growth?

use crate::one_profiler;
use dhat::Profiler;
use heap_profile::{
    as_written, borrowed_keys, borrowed_text, capacity_hint, grown_elsewhere, helper_inlined, helper_merged,
    helper_tail_called, in_place, log, no_temporary_vec, reused_buffers, reused_line_buffer, typed_decoding,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// What dhat has of a place where blocks were made.
#[derive(Debug)]
struct Place {
    bytes: u64,
    blocks: u64,
    /// The last parts of the names of the functions, innermost first, as far as the one that was asked for.
    frames: Vec<String>,
    /// The innermost of them whose source is this chapter's.
    own: String,
}

/// What dhat has of some work that is done inside of the function `outermost`.
fn places(work: impl FnOnce() -> u64, outermost: &str) -> Vec<Place> {
    let _guard = one_profiler();
    let directory = tempfile::tempdir().expect("a temporary directory");
    let file = directory.path().join("dhat-heap.json");
    let profiler = Profiler::builder().file_name(&file).trim_backtraces(Some(64)).build();
    let answer = work();
    drop(profiler);
    assert_ne!(answer, 0);
    let profile: Value = serde_json::from_slice(&std::fs::read(&file).expect("dhat wrote it")).expect("JSON");
    let list = |value: &Value| value.as_array().cloned().expect("a list");
    let number = |value: &Value| value.as_u64().expect("a number");
    let frame = |index: &Value| {
        let text = profile["ftbl"][number(index) as usize].as_str().expect("a frame");
        // `0xADDRESS: function (file:line:column)`, with the path of the function in some builds only.
        let (function, file) = text.split_once(": ").and_then(|(_, text)| text.rsplit_once(" (")).unwrap_or((text, ""));
        (function.rsplit("::").next().unwrap_or(function).to_owned(), file.contains("heap-profile/src/"))
    };
    let of_the_work = |place: &Value| {
        let mut frames: Vec<(String, bool)> = list(&place["fs"]).iter().map(frame).collect();
        frames.truncate(frames.iter().position(|(function, own)| *own && function == outermost)? + 1);
        let own = frames.iter().find(|(_, own)| *own).map(|(function, _)| function.clone())?;
        let frames = frames.into_iter().map(|(function, _)| function).collect();
        Some(Place { bytes: number(&place["tb"]), blocks: number(&place["tbk"]), frames, own })
    };
    // Other threads of the test runner allocate too; the work is not on their stacks.
    list(&profile["pps"]).iter().filter_map(of_the_work).collect()
}

/// Whether each of the functions is on the stack of the only block of some work.
fn on_the_stack<const N: usize>(work: fn() -> u64, functions: [&str; N]) -> [bool; N] {
    let places = places(work, "run");
    let [Place { blocks: 1, frames, .. }] = places.as_slice() else { panic!("one block expected, found {places:?}") };
    functions.map(|function| frames.iter().any(|frame| frame == function))
}

#[test]
fn a_function_that_is_inlined_is_a_frame() {
    assert_eq!(on_the_stack(helper_inlined::run, ["joined", "key_of", "run"]), [true, true, true]);
}

#[test]
fn a_function_that_jumps_to_another_is_no_frame_in_release() {
    let returns = cfg!(debug_assertions);
    assert_eq!(on_the_stack(helper_tail_called::run, ["joined", "key_of", "run"]), [true, returns, true]);
}

#[test]
fn of_two_functions_with_the_same_code_one_name_is_left_in_release() {
    let names = ["quoted", "attribute"];
    let frames: Vec<String> = places(helper_merged::run, "run").into_iter().flat_map(|place| place.frames).collect();
    let seen = names.iter().filter(|name| frames.iter().any(|frame| frame == *name)).count();
    assert_eq!(seen, if cfg!(debug_assertions) { 2 } else { 1 }, "{frames:?}");
}

#[test]
fn growth_is_put_down_to_the_place_where_the_block_was_made() {
    let places = places(grown_elsewhere::run, "run");
    let [Place { bytes, blocks, frames, .. }] = places.as_slice() else {
        panic!("one place expected, found {places:?}")
    };
    assert!(frames.iter().any(|frame| frame == "new_list"), "{frames:?}");
    assert!(!frames.iter().any(|frame| frame == "fill"), "{frames:?}");
    // Room for 4 numbers of 8 bytes, then for 8, 16, 32 and so on up to 1024.
    assert_eq!((*bytes, *blocks), ((4..=10).map(|power| (1 << power) * 8).sum::<u64>() + (4 + 8) * 8, 9));
}

/// The functions of the chapter that ask for the most themselves, or through a library, first; so many of them.
fn first<const N: usize>(report: fn(&[u8]) -> u64, log: &[u8]) -> [String; N] {
    let mut flat: BTreeMap<String, u64> = BTreeMap::new();
    for Place { bytes, own, .. } in places(|| report(log), "report") {
        *flat.entry(own).or_default() += bytes;
    }
    assert!(!flat.contains_key("report"), "it only calls");
    let mut flat: Vec<(u64, String)> = flat.into_iter().map(|(function, bytes)| (bytes, function)).collect();
    flat.sort_unstable();
    std::array::from_fn(|_| flat.pop().map_or_else(String::new, |(_, function)| function))
}

#[test]
fn each_step_changes_the_function_that_the_profile_of_the_one_before_puts_first() {
    let log = log::text(1_000);
    assert_eq!(first(as_written::report, &log), ["parse_line"]);
    assert_eq!(first(typed_decoding::report, &log), ["parse_line"]);
    assert_eq!(first(borrowed_text::report, &log), ["summarise"]);
    assert_eq!(first(reused_line_buffer::report, &log), ["normalise_path"]);
    assert_eq!(first(no_temporary_vec::report, &log), ["normalise_path"]);
    assert_eq!(first(in_place::report, &log), ["percent_decoded"]);
    assert_eq!(first(capacity_hint::report, &log), ["count"]);
    // What is left in `count` is the summary.
    assert_eq!(first(borrowed_keys::report, &log), ["count", "key_of", "percent_decoded", "normalise_path"]);
    assert_eq!(first(reused_buffers::report, &log), ["count", "summarise", "slowest_clients"]);
}
