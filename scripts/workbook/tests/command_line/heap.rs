//! Views of a file that dhat wrote: the right figures on the right lines, and an error or a warning where they cannot be.

use crate::workspace::Workspace;

const BOXED_EACH: &str = include_str!("../../../heap-views/tests/profiles/boxed_each.json");
const ARENA_PER_CALL: &str = include_str!("../../../heap-views/tests/profiles/arena_per_call.json");

/// A workspace with both profiles, and the source that one of them speaks of, which is older.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let lines = |count: u32| (1..=count).map(|line| format!("line {line}\n")).collect::<String>();
    workspace.write("experiments/boxed-return/src/boxed_each.rs", &lines(30));
    workspace.write("boxed_each.json", BOXED_EACH);
    workspace.write("arena_per_call.json", ARENA_PER_CALL);
    workspace
}

#[test]
fn top_is_the_view_unless_another_is_named() {
    let workspace = workspace();
    let top = workspace.run(&["heap", "--file", "boxed_each.json", "top"]).ends(0);
    assert_eq!(workspace.run(&["heap", "--file", "boxed_each.json"]).ends(0).stdout, top.stdout);
    let row = "      16 B   100%   100%       16 B   100%  boxed_return::boxed_each::ends_of\n";
    assert!(top.stdout.contains(row), "{}", top.stdout);
    assert!(!top.stdout.contains("alloc::boxed::Box"), "folded:\n{}", top.stdout);
    let all = workspace.run(&["heap", "--file", "boxed_each.json", "--all-frames"]).ends(0);
    assert!(all.stdout.contains("alloc::boxed::Box<T>::new (inline)"), "{}", all.stdout);
}

#[test]
fn top_is_sorted_and_cut_as_asked() {
    let workspace = workspace();
    let first = |arguments: &[&str]| {
        let run = workspace.run(&[&["heap", "--file", "arena_per_call.json"], arguments].concat()).ends(0);
        run.stdout.lines().skip_while(|line| !line.contains("flat%")).nth(1).unwrap().to_owned()
    };
    assert!(first(&["top"]).ends_with("bumpalo::Bump<_>::new_chunk (inline)"));
    assert!(first(&["top", "--cum"]).ends_with("boxed_return::arena_per_call::run"));
    let one = workspace.run(&["heap", "--file", "arena_per_call.json", "top", "-n", "1"]).ends(0).stdout;
    assert!(one.contains("the first 1 of 12 functions, with 496 B, 100%"), "{one}");
    let rows = |count: &str| {
        let run = workspace.run(&["heap", "--file", "arena_per_call.json", "top", "-n", count, "--format", "csv"]);
        run.ends(0).stdout.lines().count()
    };
    assert_eq!([rows("0"), rows("3")], [13, 4]);
}

#[test]
fn list_shows_the_source_with_figures() {
    let workspace = workspace();
    let list = workspace.run(&["heap", "--file", "boxed_each.json", "list", "ends_of", "--exact"]).ends(0);
    assert!(list.stdout.contains("ends_of in experiments/boxed-return/src/boxed_each.rs\n"), "{}", list.stdout);
    assert!(list.stdout.contains("        16         16     11 | line 11\n         .          .     12 | line 12\n"));
    let csv = workspace.run(&["heap", "--file", "boxed_each.json", "list", "ends_of", "--format", "csv"]).ends(0);
    let row = "boxed_return::boxed_each::ends_of,experiments/boxed-return/src/boxed_each.rs,11,16,16,line 11\r\n";
    assert!(csv.stdout.contains(row), "{}", csv.stdout);
}

#[test]
fn peek_and_tree_show_callers_and_callees() {
    let workspace = workspace();
    let peek = workspace.run(&["heap", "--file", "boxed_each.json", "peek", "boxed_each::run"]).ends(0).stdout;
    let [caller, own, callee] = ["Work::call", "100%                 | boxed_return::boxed_each::run", "::ends_of"]
        .map(|part| peek.find(part).unwrap_or_else(|| panic!("`{part}` is not in:\n{peek}")));
    assert!(caller < own && own < callee, "{peek}");
    let tree = workspace.run(&["heap", "--file", "boxed_each.json", "tree", "--format", "json"]).ends(0).stdout;
    let rows: serde_json::Value = serde_json::from_str(&tree).unwrap();
    let calls = rows.as_array().unwrap().iter().filter(|row| row["row"] == "callee");
    assert_eq!(calls.filter(|row| row["figure"] == 16).count(), 4, "{tree}");
}

#[test]
fn samples_differ() {
    let workspace = workspace();
    for (sample, total) in [("alloc-objects", "2"), ("peak-space", "16 B"), ("end-space", "0 B")] {
        let top = workspace.run(&["heap", "--file", "boxed_each.json", "--sample", sample]).ends(0).stdout;
        assert!(top.starts_with(&format!("{sample}: {total} in total\n")), "{top}");
    }
}

#[test]
fn a_difference_is_relative_to_its_base() {
    let workspace = workspace();
    let diff = ["heap", "diff", "boxed_each.json", "arena_per_call.json", "--exact"];
    let diff = workspace.run(&diff).ends(0).stdout;
    assert!(diff.starts_with("alloc-space: 16 in total in the base\n"), "{diff}");
    assert!(diff.contains("       496 3100.00% 3100.00%        496 3100.00%  bumpalo::Bump<_>::new_chunk"), "{diff}");
    assert!(diff.contains("       -16   100% 3000.00%        -16   100%  boxed_return::boxed_each::ends_of"), "{diff}");
    let base = ["heap", "--file", "arena_per_call.json", "--diff-base", "boxed_each.json", "top", "--exact"];
    assert_eq!(workspace.run(&base).ends(0).stdout, diff);
    let list =
        ["heap", "--file", "arena_per_call.json", "--diff-base", "boxed_each.json", "list", "ends_of", "--exact"];
    let list = workspace.run(&list).ends(0).stdout;
    assert!(list.starts_with("alloc-space: 16 in total in the base\n"), "{list}");
    assert!(list.contains("-16        -16     11 | line 11"), "{list}");
}

#[test]
fn files_are_written_whole_and_never_over_another_unasked() {
    let workspace = workspace();
    let heap = ["heap", "--file", "boxed_each.json", "--format", "csv"];
    let printed = workspace.run(&heap).ends(0).stdout;
    let saved = workspace.run(&[&heap[..], &["--output", "view.csv"]].concat()).ends(0).says(&["saved view.csv"]);
    assert_eq!(saved.stdout, "");
    let view = || std::fs::read_to_string(workspace.root().join("view.csv")).unwrap();
    assert_eq!(view(), printed);
    workspace.write("view.csv", "mine");
    let refused = workspace.run(&[&heap[..], &["--output", "view.csv"]].concat());
    refused.fails(2, &["--output view.csv: the file exists", "--force"]);
    assert_eq!(view(), "mine");
    workspace.run(&[&heap[..], &["--output", "view.csv", "--force"]].concat()).ends(0);
    assert_eq!(view(), printed);
    workspace.run(&[&heap[..], &["--output", "no/such/view.csv"]].concat()).fails(1, &["--output no/such/view.csv"]);
}

#[test]
fn what_is_wrong_with_a_profile_is_said() {
    let workspace = workspace();
    let heap = |text: &str| {
        workspace.write("other.json", text);
        workspace.run(&["heap", "--file", "other.json"])
    };
    heap("").fails(1, &["other.json: empty", "Profiler"]);
    heap(&BOXED_EACH[..400]).fails(1, &["other.json: ends in the middle, at byte 400"]);
    heap("x").fails(1, &["other.json: not JSON"]);
    heap(&BOXED_EACH.replacen('2', "1", 1)).fails(1, &["`dhatFileVersion` is 1"]);
    heap(&BOXED_EACH.replace("rust-heap", "copy")).fails(1, &["mode `copy`", "valgrind --tool=dhat"]);
    workspace.run(&["heap", "--file", "missing.json"]).fails(1, &["missing.json: ", "check the path"]);
    let empty = r#"{"dhatFileVersion": 2, "mode": "rust-heap", "pps": [], "ftbl": ["[root]"]}"#;
    workspace.write("other.json", empty);
    workspace.run(&["heap", "--file", "other.json"]).ends(0).says(&["warning: other.json: ", "nothing was allocated"]);
}

#[test]
fn sources_that_moved_are_said() {
    let workspace = workspace();
    let arena = ["heap", "--file", "arena_per_call.json", "list", "arena_per_call::run"];
    let run = workspace.run(&arena).ends(0);
    assert!(run.stdout.contains(" 496 B     28 |\n"), "{}", run.stdout);
    run.says(&[
        "no source file of the profile is below",
        "--source",
        "warning: boxed-return/src/arena_per_call.rs: not found",
    ]);
    std::fs::create_dir(workspace.root().join("empty")).unwrap();
    let elsewhere = ["heap", "--file", "boxed_each.json", "list", "ends_of", "--source", "empty"];
    workspace.run(&elsewhere).ends(0).says(&["no source file of the profile is below empty"]);
    workspace.write("experiments/boxed-return/src/boxed_each.rs", "shorter\n");
    let shorter = workspace.run(&["heap", "--file", "boxed_each.json", "list", "ends_of"]).ends(0);
    shorter.says(&["written to after the profile was made", "has 1 lines", "line 11"]);
    let none = ["heap", "--file", "boxed_each.json", "--source", "no/such/directory"];
    workspace.run(&none).fails(1, &["no/such/directory: "]);
}

#[test]
fn a_case_that_is_none_is_refused_before_anything_is_built() {
    let workspace = workspace();
    let near = ["no variant `boxd` in boxed-return", "did you mean boxed"];
    workspace.run(&["heap", "boxed-return/boxd"]).fails(2, &near);
    workspace.run(&["heap", "diff", "boxed_each.json", "boxed-return/boxd"]).fails(2, &near);
    workspace.write("experiments/boxed-return/src/boxed.rs", "");
    workspace.run(&["heap", "boxed-return/boxed/9"]).fails(2, &["no variant `boxed/9`", "boxed/8"]);
}

#[test]
fn what_is_typed_wrong_is_a_usage_error() {
    let workspace = workspace();
    workspace.run(&["heap"]).fails(2, &["no profile is named", "--file"]);
    workspace.run(&["heap", "top"]).fails(2, &["no profile is named"]);
    workspace.run(&["heap", "boxed-return", "--file", "boxed_each.json"]).fails(2, &["both", "--file"]);
    workspace
        .run(&["heap", "--file", "boxed_each.json", "list", "Vec<("])
        .fails(2, &["`Vec<(`", "open group without closing"]);
    workspace.run(&["heap", "--file", "boxed_each.json", "list", "zzz"]).fails(2, &["matches `zzz`", "`top` lists"]);
    workspace.run(&["heap", "--file", "boxed_each.json", "--sample", "x"]).fails(2, &["alloc-space", "end-objects"]);
    workspace.run(&["heap", "boxed-return", "diff", "a.json", "b.json"]).fails(2, &["`diff` names both profiles"]);
    workspace.run(&["heap", "--file", "boxed_each.json", "--force"]).fails(2, &["--output"]);
}
