//! Two records side by side: counts exactly, times by each record's own ratios, nanoseconds not at all.

use crate::workspace::{FAST, REFERENCE, SLOW, Workspace, against, changed, noisy, record};
use record::{Exact, Outcome, Record};

const NANOSECONDS: &str = "nanoseconds were not measured together, so they are not compared";

/// Compares the reference record with `own`; the columns of the case `id` as CSV fields by name.
fn compare(own: Record, code: i32, id: &str) -> impl Fn(&str) -> String {
    let workspace = Workspace::new();
    workspace.save_own(&own);
    let run = workspace.run(&["compare", "--format", "csv"]).ends(code).says(&[NANOSECONDS]);
    let mut reader = csv::Reader::from_reader(run.stdout.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let row = reader.records().map(Result::unwrap).find(|row| &row[1] == id).unwrap();
    move |column| row[headers.iter().position(|header| header == column).unwrap()].to_owned()
}

#[test]
fn equal_records_are_the_same_and_nothing_is_said_of_nanoseconds() {
    let workspace = Workspace::new();
    workspace.save_own(&record());
    let run = workspace.run(&["compare"]).ends(0).says(&[
        "A: experiments/boxed-return/kept/record.json: measured 2026-01-01T00:00:00Z on a processor, 2 CPUs",
        "B: target/workbook/boxed-return/record.json: measured",
        NANOSECONDS,
    ]);
    let expected = "\
experiment    case        debug counts                          release counts                        ratio A  ratio B  time against the baseline             instructions
boxed-return  by_value/8  same                                  same                                        -        -  same                                  -
boxed-return  boxed/8     same                                  same                                    1.50×    1.50×  same: slower                          -
boxed-return  noisy/8     same                                  same                                    1.40×    1.40×  can't tell in A and B                 -
boxed-return  failing/8   can't tell: failed in A, failed in B  can't tell: failed in A, failed in B        -        -  can't tell: failed in A, failed in B  -
boxed-return  profiled    not counted                           not counted                                 -        -  not timed                             -
";
    assert_eq!(run.stdout, expected);
    assert_eq!(workspace.run(&["compare", "boxed-return"]).ends(0).stdout, run.stdout);
}

#[test]
fn differing_counts_are_named_and_the_exit_status_is_1() {
    let own = changed("boxed", |case| case.release = Outcome::Measured(Exact::each(2, 8)));
    let cell = compare(own, 1, "boxed/8");
    assert_eq!(cell("debug_counts"), "same");
    let differs = "differs: allocations 1 and 2, deallocations 1 and 2, requested_bytes 8 and 16, net_bytes 8 and 16";
    assert_eq!(cell("release_counts"), differs);
}

#[test]
fn a_case_in_one_record_only_is_a_difference() {
    let mut own = record();
    own.body.cases.retain(|case| case.variant != "noisy");
    assert_eq!(compare(own.clone(), 1, "noisy/8")("debug_counts"), "only in A");
    let workspace = Workspace::new();
    workspace.save_own(&record());
    workspace.save(REFERENCE, &own);
    let run = workspace.run(&["compare", "--format", "csv"]).ends(1);
    assert!(run.stdout.contains("boxed-return,noisy/8,only in B,only in B"), "{}", run.stdout);
}

#[test]
fn ratios_are_the_same_differ_or_cannot_be_told_and_never_set_the_exit_status() {
    let of = |time| changed("boxed", |case| case.time = time);
    let cell = compare(of(against(&FAST, &SLOW)), 0, "boxed/8");
    assert_eq!(
        (&*cell("ratios"), &*cell("ratio_a_ppm"), &*cell("ratio_b_ppm")),
        ("same: slower", "1500000", "1500000")
    );
    let cell = compare(of(against(&FAST, &FAST)), 0, "boxed/8");
    assert_eq!((&*cell("ratios"), &*cell("ratio_b_ppm")), ("differs: slower in A, the same in B", "1000000"));
    let cell = compare(of(against(&FAST, &noisy())), 0, "boxed/8");
    assert_eq!((&*cell("ratios"), &*cell("ratio_b_ppm")), ("can't tell in B", "1395000"));
    let cell = compare(of(Outcome::Failed("it ended".to_owned())), 0, "boxed/8");
    assert_eq!(cell("ratios"), "can't tell: failed in B");
}

#[test]
fn the_same_ratio_at_twice_the_nanoseconds_is_the_same() {
    let mut own = record();
    own.body.cases.truncate(2);
    let double = |rounds: &[u64]| rounds.iter().map(|round| 2 * round).collect::<Vec<_>>();
    own.body.cases[0].time = Outcome::Measured(record::Time::derive(double(&FAST), None, record::Rule::DEFAULT));
    own.body.cases[1].time = against(&double(&FAST), &double(&SLOW));
    // The other cases are in the book's record only.
    assert_eq!(compare(own, 1, "boxed/8")("ratios"), "same: slower");
}

#[test]
fn differences_alone_can_be_asked_for() {
    let workspace = Workspace::new();
    workspace.save_own(&changed("boxed", |case| case.debug = Outcome::Measured(Exact::NONE)));
    let run = workspace.run(&["compare", "--differences", "--format", "csv"]).ends(1);
    let cases: Vec<&str> = run.stdout.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(cases, ["boxed/8", "noisy/8", "failing/8"]);

    let mut settled = record();
    settled.body.cases.truncate(2);
    workspace.save(REFERENCE, &settled);
    workspace.save_own(&settled);
    let run = workspace.run(&["compare", "--differences", "--format", "csv"]).ends(0).says(&["no case differs"]);
    assert_eq!(run.stdout.lines().count(), 1);
}

#[test]
fn two_files_are_compared_in_their_order_and_an_experiment_stands_for_the_books_record() {
    let workspace = Workspace::new();
    let other = changed("boxed", |case| case.debug = Outcome::Measured(Exact::NONE));
    workspace.save("other.json", &other);
    let reference = REFERENCE;
    let differs = |run: crate::run::Run| run.ends(1).stdout.contains("differs: allocations 1 and 0");
    assert!(differs(workspace.run(&["compare", reference, "other.json"])));
    assert!(!differs(workspace.run(&["compare", "other.json", reference])));
    assert!(differs(workspace.run(&["compare", "other.json"])), "alone, a file is compared with the book's record");
    assert!(differs(workspace.run(&["compare", "boxed-return", "other.json"])));
}
