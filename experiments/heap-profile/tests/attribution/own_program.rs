//! Does the program that a reader copies write a profile that has their lines?

use crate::one_profiler;
use serde_json::Value;

#[path = "../../examples/own_program.rs"]
mod program;

#[test]
fn the_program_writes_a_profile_in_the_working_directory_that_reaches_from_the_allocator_to_main() {
    let _guard = one_profiler();
    let directory = tempfile::tempdir().unwrap();
    std::env::set_current_dir(directory.path()).unwrap();
    program::run();
    let profile: Value = serde_json::from_slice(&std::fs::read("dhat-heap.json").unwrap()).unwrap();
    assert_eq!((&profile["dhatFileVersion"], &profile["mode"]), (&2.into(), &"rust-heap".into()));

    let frames = profile["ftbl"].as_array().unwrap();
    let has = |place: &Value, file: &str| {
        let frames = place["fs"].as_array().unwrap().iter().map(|index| &frames[index.as_u64().unwrap() as usize]);
        frames.filter_map(Value::as_str).any(|frame| frame.contains(file))
    };
    let of_the_report: Vec<&Value> =
        profile["pps"].as_array().unwrap().iter().filter(|place| has(place, "src/as_written.rs:")).collect();
    assert!(of_the_report.len() > 10, "{} places", of_the_report.len());
    // The stacks are not cut short: `main` is on all of them.
    assert!(of_the_report.iter().all(|place| has(place, "own_program.rs:")));
}
