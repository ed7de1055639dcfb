//! `{{#figure}}`: one figure in a sentence.

use super::syntax::{Context, Directive, Origin, Syntax, in_words, known};
use crate::figure::{self, Printed, measured};
use crate::records;
use crate::records::Records;
use record::instructions::PerCall;
use record::{Exact, Time, print};

pub(super) static SYNTAX: Syntax = Syntax {
    name: "figure",
    forms: &["SLUG CASE PROFILE FIELD [words]"],
    about: "A figure of a case, in a sentence.",
    parse: |arguments| Ok(Box::new(Figure::read(arguments)?)),
};

/// The exact fields of a record, as [`record::Exact::field`] names them.
const EXACT_FIELDS: [&str; 7] =
    ["allocations", "deallocations", "reallocations", "requested_bytes", "net_bytes", "peak_bytes", "end_bytes"];

/// The fields of the profile `instructions`.
const INSTRUCTION_FIELDS: [&str; 3] = ["outside", "allocator", "total"];

/// The fields of the profile `time`.
const TIME_FIELDS: [&str; 5] = ["median", "interval", "ratio", "verdict", "direction"];

/// Which figure of which record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Figure<'a> {
    pub(crate) slug: &'a str,
    pub(crate) case: &'a str,
    pub(crate) profile: Measurement,
    pub(crate) field: &'a str,
    /// Whether a count is printed with its noun.
    pub(crate) words: bool,
}

/// Where in a case a figure is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measurement {
    Debug,
    Release,
    Time,
    Instructions,
}

impl Measurement {
    const ALL: [(&str, Self); 4] = [
        ("debug", Self::Debug),
        ("release", Self::Release),
        ("time", Self::Time),
        ("instructions", Self::Instructions),
    ];

    /// Reads the word that directives call the profile.
    pub(crate) fn read(word: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|(name, _)| *name == word);
        found.map(|(_, measurement)| measurement).ok_or_else(|| {
            format!("unknown profile `{word}`; there are {}", Self::ALL.map(|(name, _)| name).join(", "))
        })
    }

    /// Holds a field to those of the measurement; of times, to `times`.
    pub(crate) fn check_field(self, field: &str, times: &[&str]) -> Result<(), String> {
        let fields = match self {
            Self::Time => times,
            Self::Instructions => &INSTRUCTION_FIELDS,
            Self::Debug | Self::Release => &EXACT_FIELDS,
        };
        known("field", field, fields)
    }

    pub(crate) fn name(self) -> &'static str {
        Self::ALL[self as usize].0
    }
}

impl<'a> Figure<'a> {
    pub(crate) fn read(arguments: &'a str) -> Result<Self, String> {
        let (words, in_words) = in_words(arguments);
        let [slug, case, profile, field] = words[..] else { return Err(SYNTAX.usage()) };
        let profile = Measurement::read(profile)?;
        profile.check_field(field, &TIME_FIELDS)?;
        if in_words && !["allocations", "deallocations", "reallocations"].contains(&field) {
            return Err(format!("`words` needs a count of calls, `{field}` is none"));
        }
        Ok(Self { slug, case, profile, field, words: in_words })
    }

    /// Looks the figure up.
    pub(crate) fn look_up(&self, records: &Records) -> Result<Printed, String> {
        let record = records.get(self.slug)?;
        let case = records::case(&record, self.case)?;
        let text = match self.profile {
            Measurement::Debug => measured(&case.debug).map(|exact| self.exact(exact)),
            Measurement::Release => measured(&case.release).map(|exact| self.exact(exact)),
            Measurement::Time => measured(&case.time).map(|time| Ok(self.time(time))),
            Measurement::Instructions => {
                let counts = records.instructions(self.slug)?;
                measured(records::per_call(&counts, self.case)?).map(|per_call| Ok(self.instructions(per_call)))
            }
        };
        match text {
            Ok(text) => Ok(Printed { text: text?, reason: None }),
            Err(missing) => Ok(missing),
        }
    }

    /// The figure in its sentence, with its origin, or the reason why there is none, as a title.
    pub(crate) fn inline(&self, records: &Records) -> Result<String, String> {
        let printed = self.look_up(records)?;
        let (class, title) = match printed.reason {
            Some(reason) => ("figure missing", reason),
            None => ("figure", self.origin()),
        };
        Ok(figure::in_sentence(class, &Origin::Record(self.slug.to_owned()), &title, &printed.text))
    }

    /// Case, profile and field in words: `boxed/64, release profile: requested bytes`.
    pub(crate) fn origin(&self) -> String {
        let field = self.field.replace('_', " ");
        match self.profile {
            Measurement::Time => format!("{}, time in the release profile: {field}", self.case),
            Measurement::Instructions => {
                let part = match self.field {
                    "outside" => "outside of the allocator",
                    "allocator" => "in the allocator",
                    _ => "in all",
                };
                format!("{}, instructions of a call in the release profile: {part}", self.case)
            }
            profile => format!("{}, {} profile: {field}", self.case, profile.name()),
        }
    }

    /// The field of these figures.
    pub(super) fn exact(&self, exact: &Exact) -> Result<String, String> {
        let field = self.field;
        let value = exact.field(field).ok_or_else(|| format!("a record has no field `{field}`"))?;
        Ok(if self.words {
            print::counted(value, field.strip_suffix('s').unwrap_or(field))
        } else if field.ends_with("_bytes") {
            print::bytes(value)
        } else {
            print::count(value)
        })
    }

    fn instructions(&self, per_call: &PerCall) -> String {
        print::counts(match self.field {
            "outside" => per_call.outside,
            "allocator" => per_call.allocator,
            _ => per_call.total(),
        })
    }

    fn time(&self, time: &Time) -> String {
        match self.field {
            "median" => print::time(time.median_ps),
            "interval" => time.interval_ps.map_or_else(|| "too few rounds".to_owned(), print::times),
            "verdict" => print::verdict(time.ratio.verdict).to_owned(),
            "direction" => figure::direction(time.ratio.verdict).to_owned(),
            _ => figure::ratio(time),
        }
    }
}

impl Directive for Figure<'_> {
    fn is_block(&self) -> bool {
        false
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        self.inline(context.records())
    }
}
