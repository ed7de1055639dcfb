//! Help is data: on standard output, with exit status 0, wherever it is asked for.

use crate::workspace::{Workspace, command_in, run_in};
use std::process::Stdio;

const COMMANDS: [&str; 9] = ["list", "measure", "table", "compare", "matrix", "check", "sites", "heap", "new"];

#[test]
fn help_is_on_standard_output_even_outside_a_workspace() {
    let nowhere = tempfile::tempdir().unwrap();
    let help = run_in(nowhere.path(), &["--help"]).ends(0);
    assert_eq!(help.stderr, "");
    assert!(help.stdout.contains("Usage: cargo workbook"), "{}", help.stdout);
    assert!(help.stdout.contains("Exit status: 0 fine, 1 something is wrong with what was checked, 2 usage"));
    for command in COMMANDS {
        assert!(help.stdout.lines().any(|line| line.trim_start().starts_with(command)), "{command}\n{}", help.stdout);
        let help = run_in(nowhere.path(), &[command, "--help"]).ends(0);
        assert_eq!(help.stderr, "");
        assert!(help.stdout.contains(&format!("Usage: cargo workbook {command}")), "{}", help.stdout);
    }
    assert!(run_in(nowhere.path(), &["--version"]).ends(0).stdout.contains(env!("CARGO_PKG_VERSION")));
}

#[test]
fn every_option_says_what_it_does() {
    for command in COMMANDS {
        let help = run_in(tempfile::tempdir().unwrap().path(), &[command, "-h"]).ends(0).stdout;
        for line in help.lines().map(str::trim).filter(|line| line.starts_with("--") || line.starts_with('[')) {
            assert!(line.contains("  "), "{command}: nothing is said of `{line}`");
        }
    }
}

#[test]
fn a_mistyped_flag_is_a_usage_error() {
    let workspace = Workspace::new();
    workspace.run(&["list", "--fromat", "json"]).fails(2, &["--fromat", "--format"]);
    workspace.run(&["list", "--format", "yaml"]).fails(2, &["yaml", "json", "markdown"]);
    workspace.run(&["lst"]).fails(2, &["lst", "list"]);
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
