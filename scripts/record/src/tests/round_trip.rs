//! Written and read again, every figure is the same integer and every text the same bytes.

use super::fixture::{File, record, verdict};
use crate::{Exact, Outcome, Record, Rule, Time, Verdict};

#[test]
fn a_record_read_again_is_the_record_written() {
    let file = File::empty();
    let written = record();
    written.write(&file.path).unwrap();
    let read = Record::read(&file.path, "sample").unwrap();
    assert_eq!(read, written);
    let text = file.text();
    written.write(&file.path).unwrap();
    assert_eq!(file.text(), text, "the same record is the same bytes");
}

#[test]
fn integers_that_a_double_cannot_hold_are_kept() {
    for integer in [(1 << 53) + 1, u64::MAX - 1, u64::MAX] {
        let file = File::empty();
        let mut written = record();
        // The other cases are compared with this one.
        written.body.cases.truncate(1);
        written.body.cases[0].debug = Outcome::Measured(Exact { requested_bytes: integer, ..Exact::NONE });
        written.body.cases[0].time = Outcome::Measured(Time::derive(vec![integer; 12], None, Rule::DEFAULT));
        written.write(&file.path).unwrap();
        let case = Record::read_any(&file.path).unwrap().body.cases.remove(0);
        assert_eq!(case.debug.measured().unwrap().requested_bytes, integer);
        let time = case.time.measured().unwrap();
        assert_eq!((time.rounds_ps[11], time.median_ps, time.interval_ps), (integer, integer, Some([integer; 2])));
    }
}

#[test]
fn times_of_the_fixture_have_verdicts_of_several_kinds() {
    let record = record();
    assert_eq!(verdict(&record, "by_value/8"), Verdict::Baseline);
    assert_eq!(verdict(&record, "boxed/8"), Verdict::Slower);
    assert_eq!(verdict(&record, "noisy/8"), Verdict::CannotTell);
}

#[test]
fn a_case_whose_baseline_failed_is_no_fault() {
    let mut record = record();
    let rounds = record.body.cases[1].time.measured().unwrap().rounds_ps.clone();
    record.body.cases[0].time = Outcome::Failed("exit status 1".to_owned());
    record.body.cases.truncate(2);
    record.body.cases[1].time = Outcome::Measured(Time::derive(rounds, Some(&[]), Rule::DEFAULT));
    assert_eq!(verdict(&record, "boxed/8"), Verdict::CannotTell);
    assert_eq!(record.underived_times(), Vec::<String>::new());
}
