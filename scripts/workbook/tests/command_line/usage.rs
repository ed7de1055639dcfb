//! What was typed is wrong: exit status 2, and the nearest names.

use crate::workspace::{Workspace, run_in};

#[test]
fn an_unknown_experiment_gets_the_nearest_names() {
    let workspace = Workspace::new();
    let before = workspace.files();
    for command in ["list", "measure", "table", "compare", "matrix", "heap", "check"] {
        workspace
            .run(&[command, "boxd-return"])
            .fails(2, &["no experiment `boxd-return`", "did you mean boxed-return?"]);
        workspace.run(&[command, "zzz"]).fails(2, &["no experiment `zzz`", "there are: boxed-return, growing-vec"]);
    }
    assert_eq!(workspace.files(), before);
}

#[test]
fn an_unknown_variant_gets_the_nearest_names() {
    let workspace = Workspace::new();
    let near = ["no variant `boxd` in boxed-return", "did you mean boxed"];
    workspace.run(&["table", "boxed-return", "boxd"]).fails(2, &near);
    workspace.run(&["table", "boxed-return", "boxed/9"]).fails(2, &["no variant `boxed/9`", "boxed/8"]);
    let all = ["no variant `zzz`", "there are: boxed, boxed/8, by_value"];
    workspace.run(&["table", "boxed-return", "by_value", "zzz"]).fails(2, &all);
}

#[test]
fn a_variant_means_all_its_sizes_and_is_printed_once() {
    let workspace = Workspace::new();
    let table = workspace.run(&["table", "boxed-return", "boxed", "boxed/8", "by_value/8", "--format", "csv"]).ends(0);
    let cases: Vec<&str> = table.stdout.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(cases, ["case", "boxed/8", "by_value/8"]);
}

#[test]
fn without_go_the_model_cannot_be_compared_and_nothing_is_written() {
    let workspace = Workspace::new();
    let before = workspace.files();
    let parts = ["no/such/go: cannot be run", "no Go toolchain to compare the model with", "scripts/install-go"];
    let compared = workspace.run(&["articles", "--model", "--go", "no/such/go"]).ends(2).says(&parts);
    assert_eq!(compared.stdout, "");
    assert_eq!(workspace.files(), before);
}

#[test]
fn outside_a_workspace_every_command_says_where_to_go() {
    let nowhere = tempfile::tempdir().unwrap();
    let place = nowhere.path().canonicalize().unwrap();
    let parts = [place.to_str().unwrap(), "neither this directory nor one above it", "change into a clone of it"];
    for command in [&["list"][..], &["measure"], &["table", "x"], &["compare"], &["matrix"], &["check"], &["new", "x"]]
    {
        run_in(nowhere.path(), command).fails(2, &parts);
    }
    assert_eq!(std::fs::read_dir(nowhere.path()).unwrap().count(), 0);
}

#[test]
fn any_directory_of_the_workspace_will_do() {
    let workspace = Workspace::new();
    let deep = run_in(&workspace.root().join("experiments/growing-vec"), &["list"]).ends(0);
    assert_eq!(deep.stdout, workspace.run(&["list"]).stdout);
}

#[test]
fn the_alias_lets_cargo_say_what_it_does() {
    let config = include_str!("../../../../.cargo/config.toml");
    let alias = config.lines().find_map(|line| line.strip_prefix("workbook = "));
    assert_eq!(alias, Some("\"run --package workbook --\""));
}
