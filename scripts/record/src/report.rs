//! What the test binary of an experiment reports to the command line.

use crate::{Exact, Outcome, case_id};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the size of a case means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// What varies, such as "size of the value".
    pub quantity: String,
    /// Its unit, such as "B".
    pub unit: String,
}

/// The declaration of an experiment and the exact figures of its cases in one profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountReport {
    /// The experiment's slug.
    pub experiment: String,
    /// The question it answers.
    pub question: String,
    /// What the size of a case means.
    pub axis: Option<Axis>,
    /// `debug` or `release`.
    pub profile: String,
    /// `rustc -vV` of the compiler that built the binary.
    pub rustc: String,
    /// The opt-level the binary was built with.
    pub opt_level: String,
    /// One entry a case.
    pub cases: Vec<CountedCase>,
}

/// The exact figures of one case in one profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountedCase {
    /// The variant's name.
    pub variant: String,
    /// The size.
    pub size: Option<u64>,
    /// What the variant does.
    pub about: String,
    /// The id of the case its time is compared with.
    pub baseline: String,
    /// Why the case is not timed, where it is not.
    pub untimed: Option<String>,
    /// Whether it is timed, and its instructions counted, in a process of its own.
    pub alone: bool,
    /// What was counted.
    pub figures: Outcome<Exact>,
    /// What the declaration expects.
    pub expected: Outcome<Exact>,
}

impl CountedCase {
    /// The case's id: `variant`, or `variant/size`.
    pub fn id(&self) -> String {
        case_id(&self.variant, self.size)
    }
}

/// A fact of an experiment that is neither a count nor a time of a case: an exit status, a rate, a list of sizes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Its name, unique in the experiment.
    pub key: String,
    /// What was found, or why there is nothing. In the file a value stands bare; a reason is an object with the one field `failed` or
    /// `not_measured`.
    #[serde(with = "bare")]
    pub value: Outcome<Value>,
    /// Whether it is the same on every run; `check` re-establishes the exact ones.
    pub exact: bool,
    /// How it was established, in a sentence.
    pub how: String,
}

/// The form of a finding's value in a file.
mod bare {
    use super::Value;
    use crate::Outcome;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize)]
    #[serde(
        untagged,
        expecting = "expected an integer within 64 bits, a text, a list of such integers, a diagram (`bands` and `arrows`), or a \
                     reason (`failed` or `not_measured`)"
    )]
    enum Form {
        Value(Value),
        Reason(Reason),
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Reason {
        Failed(String),
        NotMeasured(String),
    }

    pub(super) fn serialize<S: Serializer>(value: &Outcome<Value>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Outcome::Measured(value) => value.serialize(serializer),
            Outcome::Failed(reason) => Reason::Failed(reason.clone()).serialize(serializer),
            Outcome::NotMeasured(reason) => Reason::NotMeasured(reason.clone()).serialize(serializer),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Outcome<Value>, D::Error> {
        Ok(match Form::deserialize(deserializer)? {
            Form::Value(value) => Outcome::Measured(value),
            Form::Reason(Reason::Failed(reason)) => Outcome::Failed(reason),
            Form::Reason(Reason::NotMeasured(reason)) => Outcome::NotMeasured(reason),
        })
    }
}

/// The value of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "expected an integer within 64 bits, a text, a list of such integers, or a diagram (`bands` and `arrows`)"
)]
pub enum Value {
    /// A count or a size.
    Integer(i64),
    /// A word or a message.
    Text(String),
    /// A row of counts or sizes.
    Series(Vec<i64>),
    /// Things that are in other things, to be drawn.
    Diagram(Diagram),
}

/// Named bands with things in them, such as regions of memory with values, and arrows from thing to thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Diagram {
    /// The bands, the uppermost first.
    pub bands: Vec<Band>,
    /// Which thing leads to which, such as an owner to what it owns.
    pub arrows: Vec<Arrow>,
}

/// One band of a diagram, such as the stack. A name may come again, where another band is between.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// What the band is called.
    pub name: String,
    /// What is in it, the uppermost first.
    pub slots: Vec<Slot>,
}

/// One thing in a band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// What it is, unique in the diagram: arrows name it.
    pub label: String,
    /// What else is to be said of it, such as its size; may be empty.
    pub detail: String,
}

/// An arrow of a diagram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrow {
    /// The label of the thing where it begins.
    pub from: String,
    /// The label of the thing where it ends.
    pub to: String,
}

impl From<i32> for Value {
    fn from(integer: i32) -> Self {
        Self::Integer(integer.into())
    }
}

impl From<i64> for Value {
    fn from(integer: i64) -> Self {
        Self::Integer(integer)
    }
}

/// A size or a count; beyond 63 bits, the largest integer.
impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// A size or a count; beyond 63 bits, the largest integer.
impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Vec<i64>> for Value {
    fn from(series: Vec<i64>) -> Self {
        Self::Series(series)
    }
}

impl From<Diagram> for Value {
    fn from(diagram: Diagram) -> Self {
        Self::Diagram(diagram)
    }
}

/// As in messages: text in quotes.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(f),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Series(series) => write!(f, "{series:?}"),
            Self::Diagram(diagram) => write!(f, "{diagram:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, Outcome, Value};

    #[test]
    fn a_value_stands_bare_and_a_reason_says_which_it_is() {
        for (value, json) in [
            (Outcome::Measured(Value::Integer(8)), "8"),
            (Outcome::Measured(Value::Text("E0106".to_owned())), "\"E0106\""),
            (Outcome::Failed("it is 4".to_owned()), r#"{"failed":"it is 4"}"#),
            (Outcome::NotMeasured("no gcc".to_owned()), r#"{"not_measured":"no gcc"}"#),
        ] {
            let finding = Finding { key: "k".to_owned(), value, exact: true, how: "h".to_owned() };
            let text = serde_json::to_string(&finding).unwrap();
            assert_eq!(text, format!(r#"{{"key":"k","value":{json},"exact":true,"how":"h"}}"#));
            assert_eq!(serde_json::from_str::<Finding>(&text).unwrap(), finding);
        }
    }
}
