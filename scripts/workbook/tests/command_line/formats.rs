//! One table in four forms: each is what its name says, and all say the same.

use crate::workspace::{Workspace, record};
use serde_json::Value;

const TABLES: [&[&str]; 3] = [&["list"], &["table", "boxed-return"], &["compare"]];

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.save_own(&record());
    workspace
}

fn rows(workspace: &Workspace, command: &[&str]) -> Vec<serde_json::Map<String, Value>> {
    let run = workspace.run(&[command, &["--format", "json"]].concat()).ends(0);
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}:\n{}", run.stdout))
}

#[test]
fn json_is_one_array_of_objects_with_the_same_keys() {
    let workspace = workspace();
    for command in TABLES {
        let rows = rows(&workspace, command);
        assert!(rows.len() >= 5, "{command:?}");
        for row in &rows {
            assert!(row.keys().eq(rows[0].keys()), "{command:?}");
        }
    }
}

#[test]
fn json_has_raw_integers() {
    let rows = rows(&workspace(), &["table", "boxed-return"]);
    let of = |case: &str, key: &str| rows.iter().find(|row| row["case"] == case).unwrap()[key].clone();
    assert_eq!(of("boxed/8", "median_ps"), 150_000);
    assert_eq!(of("boxed/8", "interval_ps"), serde_json::json!([150_000, 150_000]));
    assert_eq!(of("boxed/8", "difference_ps"), 50_000);
    assert_eq!(of("boxed/8", "ratio_ppm"), 1_500_000);
    assert_eq!(of("boxed/8", "ratio_interval_ppm"), serde_json::json!([1_500_000, 1_500_000]));
    assert_eq!(of("noisy/8", "requested_bytes"), u64::MAX);
    assert_eq!(of("profiled", "median_ps"), Value::Null);
    assert_eq!(of("noisy/8", "verdict"), "can’t tell");
    assert_eq!(of("failing/8", "verdict"), "failed");
    assert_eq!(of("profiled", "verdict"), "not timed");
}

#[test]
fn csv_has_the_values_of_json_under_the_keys_of_json() {
    let workspace = workspace();
    for command in TABLES {
        let run = workspace.run(&[command, &["--format", "csv"]].concat()).ends(0);
        let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
        let headers = reader.headers().unwrap().clone();
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let rows = rows(&workspace, command);
        assert_eq!(records.len(), rows.len(), "{command:?}");
        for (record, row) in records.iter().zip(&rows) {
            assert_eq!(headers.len(), row.len(), "{command:?}");
            for (key, field) in headers.iter().zip(record) {
                let expected = match &row[key] {
                    Value::Null => String::new(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(field, expected, "{command:?}: {key}");
            }
        }
    }
}

#[test]
fn markdown_has_as_many_cells_in_every_row_and_a_line_a_row() {
    let workspace = workspace();
    for command in TABLES {
        let run = workspace.run(&[command, &["--format", "markdown"]].concat()).ends(0);
        // A bar that ends a cell is one without a backslash before it.
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        let lines: Vec<&str> = run.stdout.lines().collect();
        assert_eq!(lines.len(), 2 + rows(&workspace, command).len(), "{}", run.stdout);
        for line in &lines {
            assert_eq!(cells(line), cells(lines[0]), "{line}");
            assert!(line.starts_with("| ") && line.ends_with(" |"), "{line}");
        }
        assert!(lines[1].chars().all(|c| "|-: ".contains(c)), "{}", lines[1]);
    }
}

#[test]
fn text_is_what_people_read() {
    let workspace = workspace();
    let table = workspace.run(&["table", "boxed-return"]).ends(0).says(&["record.json: measured 2026-01-01T00:00:00Z"]);
    let expected = "\
case         ns/op  interval                   B/op    allocs/op  reallocs/op                peak B  difference  ratio  interval      verdict     against
by_value/8     100  100..100                      0            0            0                     0           -      -                baseline
boxed/8        150  150..150                      8            1            0                     8    +50.0 ns  1.50×  1.50×..1.50×  slower      by_value/8
noisy/8        140  99.0..180  18446744073709551615            1            0  18446744073709551615    +39.5 ns  1.40×  0.99×..1.80×  can’t tell  by_value/8
failing/8   failed  failed                   failed       failed       failed                failed           -      -                failed      by_value/8
profiled         -  -                   not counted  not counted  not counted           not counted           -      -                not timed   by_value
";
    assert_eq!(table.stdout, expected);

    let list = workspace.run(&["list", "boxed-return"]).ends(0);
    assert!(list.stdout.starts_with("boxed-return\n    What does it cost, \"größer\" or not?\n    by_value  is |"));
    assert!(list.stdout.contains(" [8 B]\n"), "{}", list.stdout);
}

#[test]
fn data_is_on_standard_output_and_everything_else_on_standard_error() {
    let workspace = workspace();
    for command in TABLES {
        let plain = workspace.run(command).ends(0);
        for format in ["json", "csv", "markdown"] {
            let run = workspace.run(&[command, &["--format", format]].concat()).ends(0);
            assert_eq!(run.stderr, plain.stderr, "{command:?}, {format}");
            for word in ["measured 2026", "nanoseconds"] {
                assert!(!run.stdout.contains(word), "{}", run.stdout);
            }
        }
    }
}

#[test]
fn the_profile_decides_whose_counts_are_shown() {
    let workspace = Workspace::new();
    let elided =
        crate::workspace::changed("boxed", |case| case.release = record::Outcome::Measured(record::Exact::NONE));
    workspace.save(crate::workspace::REFERENCE, &elided);
    let allocations = |arguments: &[&str]| {
        let run = workspace.run(&[&["table", "boxed-return", "boxed", "--format", "json"], arguments].concat()).ends(0);
        serde_json::from_str::<Value>(&run.stdout).unwrap()[0]["allocations"].clone()
    };
    assert_eq!(allocations(&[]), 0);
    assert_eq!(allocations(&["--profile", "release"]), 0);
    assert_eq!(allocations(&["--profile", "debug"]), 1);
}
