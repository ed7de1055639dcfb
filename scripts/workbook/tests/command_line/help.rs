//! Help is data: on standard output, with exit status 0, wherever it is asked for.

use crate::snapshot::Snapshots;
use crate::workspace::{Workspace, command_in, run_in};
use std::process::Stdio;

/// The commands that a help lists, but for `help` itself.
fn commands(help: &str) -> Vec<String> {
    let names = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(str::to_owned).collect()
}

/// Every command with the words before it; the empty one first.
fn all_commands() -> Vec<Vec<String>> {
    let nowhere = tempfile::tempdir().unwrap();
    let mut all = vec![Vec::new()];
    let mut next = 0;
    while next < all.len() {
        let command = all[next].clone();
        for name in commands(&help(nowhere.path(), &command)) {
            all.push([&command[..], &[name]].concat());
        }
        next += 1;
    }
    // mdBook starts it; no help lists it.
    all.push(vec!["preprocess".to_owned()]);
    all
}

fn help(directory: &std::path::Path, command: &[String]) -> String {
    let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
    arguments.push("--help");
    let help = run_in(directory, &arguments).ends(0);
    assert_eq!(help.stderr, "");
    help.stdout
}

#[test]
fn help_is_on_standard_output_even_outside_a_workspace_and_as_it_was_read_last() {
    let nowhere = tempfile::tempdir().unwrap();
    let mut snapshots = Snapshots::of("help");
    for command in all_commands() {
        let help = help(nowhere.path(), &command);
        let words = [&["cargo".to_owned(), "workbook".to_owned()], &command[..]].concat();
        assert!(help.contains(&format!("Usage: {}", words.join(" "))), "{help}");
        snapshots.compare(&words[1..].join("-"), &help);
    }
    snapshots.end();
    let commands = all_commands().into_iter().filter(|command| command.len() == 1).count();
    assert_eq!(commands, 19);
    assert!(run_in(nowhere.path(), &["--version"]).ends(0).stdout.contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_option_says_what_it_does() {
    for command in all_commands() {
        let arguments: Vec<&str> = command.iter().map(String::as_str).chain(["-h"]).collect();
        let help = run_in(tempfile::tempdir().unwrap().path(), &arguments).ends(0).stdout;
        for line in help.lines().map(str::trim).filter(|line| line.starts_with("--") || line.starts_with('[')) {
            assert!(line.contains("  "), "{command:?}: nothing is said of `{line}`");
        }
    }
}

#[test]
fn a_mistyped_flag_is_a_usage_error() {
    let workspace = Workspace::new();
    workspace.run(&["list", "--fromat", "json"]).fails(2, &["--fromat", "--format"]);
    workspace.run(&["list", "--format", "yaml"]).fails(2, &["yaml", "json", "markdown"]);
    workspace.run(&["lst"]).fails(2, &["lst", "list"]);
    workspace
        .run(&["memory", "boxed-return"])
        .fails(2, &["boxed-return", "no programs that are run for what they hold"]);
    workspace.run(&["memory", "--wait", "1", "--reference"]).fails(2, &["--wait", "--reference"]);
    workspace.run(&["allocators", "boxed-return"]).fails(2, &["boxed-return", "no programs under several allocators"]);
    workspace.run(&["allocators", "--quick", "--reference"]).fails(2, &["--quick", "--reference"]);
    workspace.run(&["measure", "--rounds", "0"]).fails(2, &["--rounds"]);
    workspace.run(&["measure", "--quick", "--reference"]).fails(2, &["--quick", "--reference"]);
    workspace.run(&["measure", "--trials", "3"]).fails(2, &["--calibrate"]);
    workspace.run(&["table", "boxed-return", "--mine", "--record", "x"]).fails(2, &["--mine", "--record"]);
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let workspace = Workspace::new();
    let mut child =
        command_in(&workspace.root(), &["list"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let workspace = Workspace::new();
    let full = std::fs::File::create("/dev/full").unwrap();
    let output = command_in(&workspace.root(), &["list"]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: standard output cannot be written to"));
}
