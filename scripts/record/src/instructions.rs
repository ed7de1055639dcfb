//! How many instructions does a call of each case take?
//!
//! In two parts: outside of the allocator, and what malloc, calloc, realloc, free and their kin took with all that they called. Each is kept as
//! its lowest and highest value over several calls, in two processes with environments of different sizes. The first is exact for most
//! cases: each of the calls takes as many in every process, wherever the stack lies. The second depends on which free blocks the allocator
//! finds, so it is that of one history of the heap.
//!
//! A count holds for a machine: another processor or C library chooses other functions for copies and searches.

use crate::{Body, Kind, Outcome, Sealed};
use serde::{Deserialize, Serialize};

/// The instructions of the cases of an experiment.
pub type InstructionCounts = Sealed<Instructions>;

/// The instructions of every case, and the machine for which they hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instructions {
    /// C library, valgrind, and the features of the processor by which the C library chooses its functions.
    pub machine: String,
    /// In the order of the declaration.
    pub cases: Vec<CaseInstructions>,
}

/// The instructions of one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseInstructions {
    /// The case's id.
    pub case: String,
    /// What was counted, or why nothing was.
    pub per_call: Outcome<PerCall>,
}

/// Instructions of the calling thread in one call, beyond those of calling a function that does nothing: lowest and highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerCall {
    /// Outside of the allocator.
    pub outside: [u64; 2],
    /// In the allocator.
    pub allocator: [u64; 2],
    /// Whether each call took as many outside of the allocator in both processes, and none starts threads: then another run must find them again.
    pub is_exact: bool,
    /// Both parts together as the processor itself stepped through them, lowest and highest: a second counter. Absent where the case starts
    /// threads or takes more than [`LONGEST_STEPPED`] instructions.
    pub stepped: Option<[u64; 2]>,
}

/// A call with more instructions than this is not stepped through.
pub const LONGEST_STEPPED: u64 = 10_000;

impl PerCall {
    /// Both parts together, lowest and highest.
    pub fn total(&self) -> [u64; 2] {
        [0, 1].map(|end| self.outside[end].saturating_add(self.allocator[end]))
    }
}

impl Instructions {
    /// What was counted of a case.
    pub fn of(&self, case: &str) -> Option<&Outcome<PerCall>> {
        self.cases.iter().find(|one| one.case == case).map(|one| &one.per_call)
    }

    /// In what these counts differ from ones made now on the same machine, a sentence a case: of the cases that are exact, outside of the
    /// allocator. `now` may have some of the cases only.
    pub fn differences(&self, now: &Self) -> Vec<String> {
        let difference = |now: &CaseInstructions| {
            let kept = self.of(&now.case);
            match (kept.and_then(Outcome::measured), now.per_call.measured()) {
                (Some(kept), Some(now)) if !kept.is_exact || kept.outside == now.outside => None,
                (Some(kept), Some(one)) => Some(format!(
                    "case `{}`: {} instructions outside of the allocator recorded, {} now",
                    now.case,
                    range(kept.outside),
                    range(one.outside)
                )),
                (None, Some(_)) => {
                    Some(format!("case `{}`: its instructions are counted, and not in the file", now.case))
                }
                (Some(_), None) => Some(format!(
                    "case `{}`: its instructions are not counted: {}",
                    now.case,
                    now.per_call.reason().unwrap_or_default()
                )),
                (None, None) => None,
            }
        };
        now.cases.iter().filter_map(difference).collect()
    }
}

/// `174`, `174 to 190`.
pub fn range([low, high]: [u64; 2]) -> String {
    if low == high { low.to_string() } else { format!("{low} to {high}") }
}

impl Body for Instructions {
    const KIND: Kind = Kind::Instructions;
    const SCHEMA: u32 = 2;

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for (index, one) in self.cases.iter().enumerate() {
            if self.cases[..index].iter().any(|other| other.case == one.case) {
                problems.push(format!("field `body.cases`: `{}` is there twice", one.case));
            }
            let Some(per_call) = one.per_call.measured() else { continue };
            if per_call.outside[0] > per_call.outside[1] || per_call.allocator[0] > per_call.allocator[1] {
                problems.push(format!("field `body.cases`: `{}`: its lowest count is above its highest", one.case));
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(cases: &[(&str, [u64; 2])]) -> Instructions {
        let case = |(case, outside): &(&str, [u64; 2])| CaseInstructions {
            case: (*case).to_owned(),
            per_call: Outcome::Measured(PerCall {
                outside: *outside,
                allocator: [129, 129],
                is_exact: *case != "threads",
                stepped: None,
            }),
        };
        Instructions { machine: "glibc 2.36".to_owned(), cases: cases.iter().map(case).collect() }
    }

    #[test]
    fn counts_that_are_exact_must_come_out_equal() {
        let kept = counts(&[("boxed", [45, 45]), ("threads", [1000, 1200])]);
        assert_eq!(kept.differences(&kept), [""; 0]);
        assert_eq!(kept.differences(&counts(&[("threads", [1100, 1250])])), [""; 0]);
        assert_eq!(
            kept.differences(&counts(&[("boxed", [46, 46]), ("new", [1, 1])])),
            [
                "case `boxed`: 45 instructions outside of the allocator recorded, 46 now",
                "case `new`: its instructions are counted, and not in the file"
            ]
        );
        let mut now = kept.clone();
        now.cases[0].per_call = Outcome::Failed("it panicked".to_owned());
        assert_eq!(kept.differences(&now), ["case `boxed`: its instructions are not counted: it panicked"]);
    }

    #[test]
    fn counts_that_contradict_themselves_are_problems() {
        assert_eq!(counts(&[("boxed", [45, 45])]).problems(), [""; 0]);
        assert!(counts(&[("boxed", [46, 45])]).problems()[0].contains("above its highest"));
        assert!(counts(&[("boxed", [45, 45]), ("boxed", [45, 45])]).problems()[0].contains("twice"));
    }
}
