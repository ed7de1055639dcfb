//! What a chapter gives to its programs.

use crate::findings::{Findings, QUICK};
use crate::process::{own, skipped};
use declaration::Experiment;
use record::program::FINDINGS;
use record::{Finding, Kind, Outcome, Record};
use std::collections::BTreeSet;

/// What a chapter gives to its test program; see [`chapter!`](crate::chapter).
#[derive(Clone, Copy, Debug)]
pub struct Chapter {
    /// The declaration.
    pub experiment: &'static Experiment,
    /// The chapter's `CARGO_MANIFEST_DIR`.
    pub directory: &'static str,
    /// Declares the findings and how each is established.
    pub findings: fn(&mut Findings),
}

impl Chapter {
    /// The reference record.
    pub(crate) fn record(&self) -> Result<Record, record::Error> {
        let slug = self.experiment.slug;
        let chapter = record::Chapter { slug: slug.to_owned(), directory: self.directory.into() };
        Record::read(&chapter.kept(Kind::Record), slug)
    }
}

/// Whether what is quickly established here is what the page explains and the reference record has.
pub(crate) fn compare_findings(chapter: &Chapter) -> Result<(), String> {
    let found: Vec<Finding> = own(FINDINGS, &[QUICK])?;
    let record = match chapter.record() {
        Ok(record) => Some(record),
        // A chapter that is being written.
        Err(record::Error::Missing { .. }) => None,
        Err(error) => return Err(error.to_string()),
    };
    let mut problems = Vec::new();
    let mut missing = BTreeSet::new();
    for finding in &found {
        let key = &finding.key;
        let value = match &finding.value {
            Outcome::Measured(value) => value,
            Outcome::Failed(error) => {
                problems.push(format!("finding `{key}`: {error}"));
                continue;
            }
            Outcome::NotMeasured(reason) => {
                missing.insert(reason.as_str());
                continue;
            }
        };
        let Some(record) = record.as_ref().filter(|_| finding.exact) else { continue };
        match record.finding(key).map(|recorded| &recorded.value) {
            None => problems.push(format!("finding `{key}`: it is {value}, and the record has no such finding")),
            Some(Outcome::Measured(recorded)) if recorded != value => {
                problems.push(format!("finding `{key}`: {recorded} recorded, {value} now"));
            }
            Some(_) => {}
        }
    }
    if !problems.is_empty() {
        let slug = chapter.experiment.slug;
        problems.push(format!("if it can be explained: cargo workbook measure {slug} --reference"));
        return Err(problems.join("\n"));
    }
    missing.into_iter().try_for_each(|reason| skipped(&format!("some findings were not established: {reason}")))
}
