//! Findings now, against those of a record.

use super::fixture::record;
use crate::program::LEFT_OUT;
use crate::{Outcome, Value};

#[test]
fn of_a_finding_that_was_left_out_only_the_key_is_compared() {
    let record = record();
    let mut now = record.findings.clone();
    now[0].value = Outcome::NotMeasured(LEFT_OUT.to_owned());
    assert_eq!(record.finding_differences(&now), [""; 0]);
    now[0].key = "other".to_owned();
    assert_eq!(
        record.finding_differences(&now),
        [
            "finding `other`: declared now, and not in the record",
            "finding `integer`: in the record, and no longer established"
        ]
    );
}

#[test]
fn a_finding_that_is_another_now_or_has_no_value_differs() {
    let record = record();
    let mut now = record.findings.clone();
    now[0].exact = true;
    now[0].value = Outcome::Measured(Value::Integer(7));
    now[1].value = Outcome::Failed("it failed".to_owned());
    now[2].value = Outcome::NotMeasured("valgrind is not on PATH".to_owned());
    assert_eq!(
        record.finding_differences(&now),
        [
            "finding `integer`: -9223372036854775808 recorded, 7 now",
            "finding `text`: failed now: it failed",
            "finding `series`: cannot be compared: valgrind is not on PATH"
        ]
    );
}
