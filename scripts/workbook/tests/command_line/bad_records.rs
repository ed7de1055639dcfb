//! A bad record through each command: the file, the field, the remedy; and the file stays as it is.

use crate::workspace::{OWN, REFERENCE, Workspace, changed, record};
use record::Outcome;

/// Damaged texts of a record of `boxed-return`, each with what its error must say.
fn damaged() -> Vec<(String, &'static [&'static str])> {
    let workspace = Workspace::new();
    let text = std::fs::read_to_string(workspace.root().join(REFERENCE)).unwrap();
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    };
    vec![
        (text[..text.len() / 2].to_owned(), &["before it is complete", "cargo workbook measure"]),
        (with("\"schema\": 3", "\"schema\": 4"), &["field `schema` is 4", "cargo workbook measure"]),
        (with("\"cpus\": 2", "\"cpus\": 2, \"cores\": 1"), &["unknown field `cores`", "cargo workbook measure"]),
        (with("\"cpus\": 2,", ""), &["missing field `cpus`", "cargo workbook measure"]),
        ("not JSON".to_owned(), &["line 1: expected", "cargo workbook measure"]),
        (with("\"boxed-return\"", "\"growing-vec\""), &["field `experiment` is `growing-vec`"]),
        (with("\"kind\": \"record\"", "\"kind\": \"heap\""), &["field `kind` is \"heap\""]),
        (with("\"requested_bytes\": 8", "\"requested_bytes\": 9"), &["field `seal`", "edited", "restore"]),
    ]
}

#[test]
fn each_command_that_reads_a_bad_reference_record_says_so() {
    for (text, parts) in damaged() {
        let workspace = Workspace::new();
        workspace.save_own(&record());
        workspace.write(REFERENCE, &text);
        let before = workspace.files();
        let file = workspace.root().join(REFERENCE);
        let parts = [&[file.to_str().unwrap()], parts].concat();
        workspace.run(&["table", "boxed-return"]).fails(1, &parts);
        let list = workspace.run(&["list"]).ends(1).says(&parts);
        assert!(list.stdout.contains("its record cannot be read"), "{}", list.stdout);
        assert!(list.stdout.contains("growing-vec"), "the others are listed: {}", list.stdout);
        assert_eq!(workspace.files(), before);
    }
}

#[test]
fn each_command_that_reads_a_bad_record_of_the_readers_says_so() {
    for (text, parts) in damaged() {
        let workspace = Workspace::new();
        workspace.write(OWN, &text);
        let before = workspace.files();
        let file = workspace.root().join(OWN);
        let parts = [&[file.to_str().unwrap()], parts].concat();
        workspace.run(&["table", "boxed-return", "--mine"]).fails(1, &parts);
        workspace.run(&["table", "boxed-return", "--record", file.to_str().unwrap()]).fails(1, &parts);
        workspace.run(&["compare"]).fails(1, &parts);
        workspace.run(&["compare", "boxed-return"]).fails(1, &parts);
        workspace.run(&["compare", REFERENCE, file.to_str().unwrap()]).fails(1, &parts);
        assert_eq!(workspace.files(), before);
    }
}

#[test]
fn times_that_do_not_follow_from_their_rounds_are_not_shown() {
    let workspace = Workspace::new();
    let underived = changed("boxed", |case| {
        let Outcome::Measured(time) = &mut case.time else { panic!("boxed is timed") };
        time.median_ps = 1;
    });
    workspace.save(REFERENCE, &underived);
    let parts = [REFERENCE, "case `boxed/8`", "field `time`", "rounds_ps", "restore"];
    workspace.run(&["table", "boxed-return"]).fails(1, &parts);
}

#[test]
fn records_without_a_doubt_are_shown_without_a_warning() {
    let workspace = Workspace::new();
    workspace.save_own(&record());
    for command in [&["table", "boxed-return"][..], &["compare"], &["list"]] {
        let run = workspace.run(command).ends(0);
        assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    }
}

#[test]
fn a_record_that_is_not_there_names_the_command_that_makes_it() {
    let workspace = Workspace::new();
    let make = ["no such file", "`cargo workbook measure growing-vec`", "--reference"];
    workspace.run(&["table", "growing-vec"]).fails(1, &make).says(&["experiments/growing-vec/kept/record.json"]);
    workspace
        .run(&["table", "growing-vec", "--mine"])
        .fails(1, &make)
        .says(&["target/workbook/growing-vec/record.json"]);
    let make = ["no such file", "`cargo workbook measure boxed-return`", "--reference"];
    workspace.run(&["table", "boxed-return", "--record", "mine.json"]).fails(1, &make).says(&["mine.json"]);
    workspace.run(&["compare", "boxed-return"]).fails(1, &make).says(&[OWN]);
    let make = ["no such file", "`cargo workbook measure`", "--reference"];
    workspace.run(&["compare", "mine.json"]).fails(1, &make).says(&["mine.json"]);
    workspace.run(&["compare"]).fails(1, &["target/workbook: no record of yours", "`cargo workbook measure`"]);
    let list = workspace.run(&["list", "growing-vec"]).ends(0);
    assert!(list.stdout.contains("not measured yet: cargo workbook measure growing-vec --reference"));
}

#[test]
fn a_record_without_cases_is_no_table() {
    let workspace = Workspace::new();
    let mut empty = record();
    empty.body.cases.clear();
    workspace.save(REFERENCE, &empty);
    let parts = [REFERENCE, "field `cases` is empty", "cargo workbook measure boxed-return"];
    workspace.run(&["table", "boxed-return"]).fails(1, &parts);
}

#[test]
fn the_record_of_an_experiment_that_is_not_here_is_named() {
    let workspace = Workspace::new();
    let mut stranger = record();
    stranger.experiment = "stranger".to_owned();
    workspace.save("stranger.json", &stranger);
    let parts = ["stranger.json: field `experiment` is `stranger`", "name two files"];
    workspace.run(&["compare", "stranger.json"]).fails(1, &parts);
    workspace.run(&["compare", "stranger.json", "stranger.json"]).ends(0);
}
