//! What is a record, and how does a row of rounds become a verdict?
//!
//! A [`Record`] holds the figures of one experiment on one machine, with provenance.
//! It is a JSON file with a schema number.
//! Exact figures ([`Exact`]) are counts and bytes; measured figures ([`Time`]) are picoseconds.
//! Files hold raw integers; units appear only where a table is printed.
//!
//! The tests of every experiment read the record to say which rustc an expectation was recorded with,
//! the command line writes it, and the book is made from it.

pub mod calibration;
pub mod go;
pub mod matrix;
pub mod print;
mod exact;
mod file;
mod provenance;
mod report;
mod time;

pub use exact::{Exact, Outcome};
pub use file::{Error, read, read_for, write, write_whole};
pub use provenance::{Method, Provenance};
pub use report::{Arrow, Axis, Band, CountReport, CountedCase, Diagram, Finding, Slot, Value, case_id};
pub use time::{CONFIRMING_ROUNDS, FIRST_CHECK, FLOOR_TOLERANCE_PPM, Ratio, Time, Verdict, floor, quartiles, verdict};

use serde::{Deserialize, Serialize};

/// The schema number of the files this crate reads and writes.
///
/// It changes when a field changes its name, its unit or its meaning, or when one is removed.
pub const SCHEMA: u32 = 1;

/// The figures of one experiment on one machine, with provenance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// [`SCHEMA`] of the writer.
    pub schema: u32,
    /// The experiment's slug, which is also its crate and its page.
    pub experiment: String,
    /// The question the experiment answers.
    pub question: String,
    /// What the size of a case means, where the experiment has sizes.
    pub axis: Option<Axis>,
    /// How, where and with what the figures were measured.
    pub provenance: Provenance,
    /// How the times were measured; absent when the record holds counts only.
    pub method: Option<Method>,
    /// A digest of what was measured: the crate's sources, the release profile, the toolchain file, and the lock file entries used, the instruments' version among them.
    pub sources: String,
    /// One entry a case, in the order of the declaration.
    pub cases: Vec<Case>,
    /// Facts that are neither a count nor a time of a case.
    pub findings: Vec<Finding>,
    /// A digest over everything above; an edit by hand breaks it.
    pub seal: String,
}

/// One variant at one size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The variant's name.
    pub variant: String,
    /// The size, in the unit of the record's axis.
    pub size: Option<u64>,
    /// What the variant does, in a few words.
    pub about: String,
    /// The id of the case this one's time is compared with; its own id where it is a baseline.
    pub baseline: String,
    /// The exact figures at opt-level 0.
    pub debug: Outcome<Exact>,
    /// The exact figures in the release profile.
    pub release: Outcome<Exact>,
    /// The measured figures, release profile.
    pub time: Outcome<Time>,
}

impl Case {
    /// The case's id: `variant`, or `variant/size`.
    pub fn id(&self) -> String {
        case_id(&self.variant, self.size)
    }
}

impl Record {
    /// The case with this id.
    pub fn case(&self, id: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.id() == id)
    }

    /// The finding with this key.
    pub fn finding(&self, key: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.key == key)
    }

    /// The ids of the cases whose stored median, quartiles, floor or ratio do not follow from the rounds stored beside them.
    pub fn underived_times(&self) -> Vec<String> {
        let threshold = self.method.as_ref().map_or(0, |method| method.threshold_ppm);
        self.cases
            .iter()
            .filter(|case| {
                let Outcome::Measured(time) = &case.time else { return false };
                // A baseline that was not measured has no rounds; the case is not a baseline for that.
                let baseline = self.case(&case.baseline).and_then(|base| base.time.measured());
                let baseline = baseline.map_or(&[][..], |base| &base.rounds_ps);
                let rounds = (case.baseline != case.id()).then_some(baseline);
                *time != Time::derive(time.rounds_ps.clone(), rounds, threshold)
            })
            .map(Case::id)
            .collect()
    }
}
