//! Which functions does a heap profile blame: with inlining, after a jump, and for growth?

use dhat::{Alloc, Profiler};
use heap_profile::{grown_elsewhere, helper_inlined, helper_merged, helper_tail_called};
use serde_json::Value;
use std::sync::{Mutex, PoisonError};

#[global_allocator]
static ALLOCATOR: Alloc = Alloc;

/// There is one profiler at a time.
static PROFILER: Mutex<()> = Mutex::new(());

/// What dhat has of some work: for each place its bytes, its blocks and its frames, innermost first, as far as the `run` of the work.
fn places(work: fn() -> u64) -> Vec<(u64, u64, Vec<String>)> {
    let _guard = PROFILER.lock().unwrap_or_else(PoisonError::into_inner);
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
        let function =
            text.split_once(": ").and_then(|(_, text)| text.rsplit_once(" (")).map_or(text, |(name, _)| name);
        function.rsplit("::").next().unwrap_or(function).to_owned()
    };
    let of_the_work = |place: &Value| {
        let frames: Vec<String> = list(&place["fs"]).iter().map(frame).collect();
        let end = frames.iter().position(|frame| frame == "run")?;
        Some((number(&place["tb"]), number(&place["tbk"]), frames[..=end].to_vec()))
    };
    // Other threads of the test runner allocate too; the work is not on their stacks.
    list(&profile["pps"]).iter().filter_map(of_the_work).collect()
}

/// Whether each of the functions is on the stack of the only block of some work.
fn on_the_stack<const N: usize>(work: fn() -> u64, functions: [&str; N]) -> [bool; N] {
    let places = places(work);
    let [(_, 1, frames)] = places.as_slice() else { panic!("one block expected, found {places:?}") };
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
    let frames: Vec<String> = places(helper_merged::run).into_iter().flat_map(|(_, _, frames)| frames).collect();
    let seen = names.iter().filter(|name| frames.iter().any(|frame| frame == *name)).count();
    assert_eq!(seen, if cfg!(debug_assertions) { 2 } else { 1 }, "{frames:?}");
}

#[test]
fn growth_is_put_down_to_the_place_where_the_block_was_made() {
    let places = places(grown_elsewhere::run);
    let [(bytes, blocks, frames)] = places.as_slice() else { panic!("one place expected, found {places:?}") };
    assert!(frames.iter().any(|frame| frame == "new_list"), "{frames:?}");
    assert!(!frames.iter().any(|frame| frame == "fill"), "{frames:?}");
    // Room for 4 numbers of 8 bytes, then for 8, 16, 32 and so on up to 1024.
    assert_eq!((*bytes, *blocks), ((4..=10).map(|power| (1 << power) * 8).sum::<u64>() + (4 + 8) * 8, 9));
}
