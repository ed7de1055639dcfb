//! Each kind of bad file gives its error: the file, the field, the remedy. The file itself is never touched.

use super::fixture::{File, record};
use crate::{Error, Record};
use serde_json::{Value, json};

/// Reads `content` as the record of `sample` and looks for `parts` in the error; the file keeps its bytes.
fn check(content: &[u8], parts: &[&str]) -> Error {
    let file = File::empty();
    std::fs::write(&file.path, content).unwrap();
    let error = Record::read(&file.path, "sample").unwrap_err();
    let message = error.to_string();
    for part in [file.path.to_str().unwrap()].iter().chain(parts) {
        assert!(message.contains(part), "`{part}` is not in: {message}");
    }
    assert!(!message.ends_with('.'), "{message}");
    assert_eq!(std::fs::read(&file.path).unwrap(), content, "the file is as it was");
    assert_eq!(std::fs::read_dir(file.directory()).unwrap().count(), 1, "nothing is beside it");
    error
}

/// The fixture as JSON, with one thing changed.
fn changed(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut record: Value = serde_json::from_str(&File::of_record().text()).unwrap();
    change(&mut record);
    serde_json::to_vec_pretty(&record).unwrap()
}

const MEASURE: &str = "`cargo workbook measure sample`";

#[test]
fn a_truncated_record_says_where_it_ends() {
    let text = File::of_record().text();
    let kept: String = text.lines().take(30).collect::<Vec<_>>().join("\n");
    let error = check(kept.as_bytes(), &["ends at line 30", "restore", MEASURE]);
    assert!(matches!(error, Error::Truncated { line: 30, .. }), "{error:?}");
}

#[test]
fn an_empty_file_is_truncated() {
    assert!(matches!(check(b"", &["ends at line", MEASURE]), Error::Truncated { .. }));
}

#[test]
fn a_record_truncated_within_a_character_is_truncated_all_the_same() {
    let text = File::of_record().text();
    let crab = text.find('🦀').unwrap();
    assert!(matches!(check(&text.as_bytes()[..crab + 2], &["before it is complete"]), Error::Truncated { .. }));
}

#[test]
fn another_schema_is_named_before_anything_else_is_read() {
    let future = br#"{"schema": 4, "body": "of another form"}"#;
    let error = check(future, &["field `schema` is 4", "reads 3", MEASURE, "the version that wrote it"]);
    assert!(matches!(error, Error::Schema { expected: 3, .. }), "{error:?}");
    check(&changed(|record| record["schema"] = json!("2")), &["field `schema` is \"2\""]);
    check(b"{}", &["field `schema` is missing"]);
    check(b"[1]", &["field `schema` is missing"]);
}

#[test]
fn a_file_of_another_kind_names_both() {
    let other = changed(|record| record["kind"] = json!("heap"));
    let error = check(&other, &["field `kind` is \"heap\"", "expected `record`", "name the record file", MEASURE]);
    assert!(matches!(error, Error::OtherKind { .. }), "{error:?}");
    check(&changed(|record| record["kind"] = json!("diary")), &["field `kind` is \"diary\""]);
}

#[test]
fn the_record_of_another_experiment_names_both() {
    let other = changed(|record| record["experiment"] = json!("other"));
    let error =
        check(&other, &["field `experiment` is `other`", "expected `sample`", "name the record file of `sample`"]);
    assert!(matches!(error, Error::OtherExperiment { .. }), "{error:?}");
}

#[test]
fn an_unknown_field_is_named() {
    let typo = changed(|record| record["body"]["cases"][1]["debug"]["measured"]["alocations"] = json!(1));
    check(&typo, &["field `body.cases[1].debug.measured", "unknown field `alocations`", "line ", "restore", MEASURE]);
    check(&changed(|record| record["note"] = json!("mine")), &["unknown field `note`"]);
}

#[test]
fn a_missing_field_is_named() {
    let missing = changed(|record| {
        record["body"]["cases"][0]["debug"]["measured"].as_object_mut().unwrap().remove("peak_bytes").unwrap();
    });
    check(&missing, &["field `body.cases[0].debug.measured`", "missing field `peak_bytes`", "restore", MEASURE]);
}

#[test]
fn a_field_of_another_type_is_named() {
    let text = changed(|record| record["body"]["cases"][2]["release"]["measured"]["allocations"] = json!("many"));
    check(&text, &["field `body.cases[2].release.measured.allocations`", "invalid type", "expected u64", MEASURE]);
    let negative = changed(|record| record["provenance"]["cpus"] = json!(-1));
    check(&negative, &["field `provenance.cpus`", "-1"]);
    let fraction = changed(|record| record["body"]["cases"][0]["time"]["measured"]["median_ps"] = json!(1.5));
    check(&fraction, &["field `body.cases[0].time.measured.median_ps`", "1.5"]);
    let outcome = changed(|record| record["body"]["cases"][0]["debug"] = json!({"guessed": 1}));
    check(&outcome, &["field `body.cases[0].debug", "`guessed`", "`not_measured`"]);
    let finding = changed(|record| record["body"]["findings"][0]["value"] = json!(u64::MAX));
    check(
        &finding,
        &["field `body.findings[0].value`", "an integer within 64 bits, a text, a list of such integers, a diagram"],
    );
}

#[test]
fn the_line_is_where_the_mistake_is_and_is_said_once() {
    let text = File::of_record().text().replacen("\"cpus\": 2", "\"cpus\": \"two\"", 1);
    let line = 1 + text.lines().position(|line| line.contains("two")).unwrap();
    let message = check(text.as_bytes(), &[&format!("line {line}: field `provenance.cpus`")]).to_string();
    assert_eq!(message.matches("line ").count(), 1, "{message}");
}

#[test]
fn what_is_not_json_says_so_with_its_line() {
    check(b"{\n  \"schema\": 2,\n  oops\n}", &["line 3", "key must be a string", "restore", MEASURE]);
    check(b"<!DOCTYPE html>", &["line 1", "expected value"]);
    check(b"\xff\xfe{", &["line 1"]);
    let mut twice = File::of_record().text().into_bytes();
    twice.extend_from_within(..);
    check(&twice, &["trailing characters"]);
    let deep = [vec![b'['; 100_000], vec![b']'; 100_000]].concat();
    check(&deep, &["recursion limit"]);
}

#[test]
fn two_values_for_one_field_are_refused() {
    let text = File::of_record().text().replacen("\"cpus\": 2,", "\"cpus\": 2, \"cpus\": 64,", 1);
    check(text.as_bytes(), &["duplicate field `cpus`"]);
}

#[test]
fn a_missing_file_names_the_command_that_makes_it() {
    let file = File::empty();
    let error = Record::read(&file.path, "sample").unwrap_err();
    assert!(matches!(error, Error::Missing { .. }));
    let message = error.to_string();
    for part in [file.path.to_str().unwrap(), MEASURE, "--reference", "another file"] {
        assert!(message.contains(part), "{message}");
    }
    assert!(!file.path.exists());
}

#[test]
fn a_directory_in_place_of_a_file_is_refused_and_stays() {
    let file = File::empty();
    std::fs::create_dir(&file.path).unwrap();
    let errors = [
        Record::read_any(&file.path).unwrap_err(),
        record().write(&file.path).unwrap_err(),
        crate::check_writable(&file.path).unwrap_err(),
    ];
    for error in errors {
        assert!(error.to_string().starts_with(file.path.to_str().unwrap()), "{error}");
        assert!(error.to_string().contains("check the path"), "{error}");
    }
    assert!(file.path.is_dir());
    assert_eq!(std::fs::read_dir(file.directory()).unwrap().count(), 1, "a failed write leaves nothing behind");
}

#[test]
fn an_edit_by_hand_breaks_the_seal() {
    let file = File::of_record();
    let edited = file.text().replacen("\"requested_bytes\": 8", "\"requested_bytes\": 7", 1);
    std::fs::write(&file.path, &edited).unwrap();
    let error = Record::read_any(&file.path).unwrap_err();
    assert!(matches!(error, Error::Edited { .. }), "{error:?}");
    let message = error.to_string();
    for part in [file.path.to_str().unwrap(), "field `seal`", "edited", "restore", MEASURE] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(file.text(), edited);
}

#[test]
fn an_edit_of_anything_breaks_the_seal() {
    let sealed: Value = serde_json::from_str(&File::of_record().text()).unwrap();
    let edits = [
        ("/body/question", json!("Another question?")),
        ("/body/axis", json!(null)),
        ("/provenance/git_dirty", json!(true)),
        ("/provenance/load_per_mille/0", json!(1)),
        ("/body/method", json!(null)),
        ("/sources", json!("sha256:01")),
        ("/body/cases/1/size", json!(null)),
        ("/body/cases/1/baseline", json!("boxed/8")),
        ("/body/cases/2/debug/measured/end_bytes", json!(8)),
        ("/body/cases/3/time/failed", json!("nothing")),
        ("/body/findings/1/value", json!("error[E0106]")),
        ("/body/findings/2/exact", json!(false)),
        ("/seal", json!("")),
    ];
    for (pointer, value) in edits {
        let mut record = sealed.clone();
        let place = record.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is in the record"));
        assert_ne!(*place, value, "{pointer}");
        *place = value;
        let file = File::empty();
        std::fs::write(&file.path, serde_json::to_string(&record).unwrap()).unwrap();
        let error = Record::read(&file.path, "sample").unwrap_err();
        assert!(matches!(error, Error::Edited { .. }), "{pointer}: {error}");
    }
}

#[test]
fn times_that_do_not_follow_from_their_rounds_are_a_fault_of_their_case_even_under_a_new_seal() {
    let file = File::empty();
    let mut record = record();
    let crate::Outcome::Measured(time) = &mut record.body.cases[1].time else { panic!("boxed is timed") };
    time.median_ps += 1;
    record.write(&file.path).unwrap();
    let text = file.text();
    assert_eq!(record.underived_times(), ["boxed/8"]);
    let error = Record::read(&file.path, "sample").unwrap_err();
    assert!(matches!(error, Error::Contradiction { .. }), "{error:?}");
    let message = error.to_string();
    for part in [file.path.to_str().unwrap(), "case `boxed/8`", "field `time`", "`rounds_ps`", "restore", MEASURE] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(file.text(), text);
}

#[test]
fn whether_a_file_can_be_written_is_known_before_and_asking_leaves_nothing() {
    let file = File::of_record();
    let text = file.text();
    crate::check_writable(&file.path).unwrap();
    assert_eq!(file.text(), text);
    assert_eq!(std::fs::read_dir(file.directory()).unwrap().count(), 1);
    let below_a_file = file.path.join("record.json");
    let message = crate::check_writable(&below_a_file).unwrap_err().to_string();
    assert!(message.starts_with(below_a_file.to_str().unwrap()) && message.contains("check the path"), "{message}");
}
