//! How many sites are there, in all and in each function?

use super::finding::Findings;
use crate::table::{Cell, Format, Table, counted};
use heap_sites::{Report, Verdict, When};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How many functions without code are named in notes.
const FEW: usize = 20;

/// How many sites have each verdict. A site is a line of the text form: a call at one place, however often its function was instantiated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Counts {
    heap: usize,
    may: usize,
    unknown: usize,
    elided: usize,
}

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Heap => &mut self.heap,
            Verdict::May => &mut self.may,
            Verdict::Unknown => &mut self.unknown,
            Verdict::Elided => &mut self.elided,
        } += 1;
    }
}

/// The sites of a report, counted.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Summary {
    #[serde(flatten)]
    counts: Counts,
    /// The sites of heap and may that allocate each time that their function runs, and those that do not.
    certain: usize,
    conditional: usize,
    /// Functions with a site.
    functions: usize,
    /// Files with a site.
    files: usize,
    /// Functions without code in this target, so that nothing is known of them.
    without_code: usize,
    /// The functions with the most sites of heap first, then of may, of unknown, of elided.
    by_function: Vec<OfFunction>,
}

#[derive(Clone, Debug, Serialize)]
struct OfFunction {
    function: String,
    file: String,
    #[serde(flatten)]
    counts: Counts,
}

impl Summary {
    pub(super) fn of(findings: &Findings<'_>) -> Self {
        let mut by_function: BTreeMap<(&str, &str), Counts> = BTreeMap::new();
        let mut counts = Counts::default();
        let (mut certain, mut conditional) = (0, 0);
        for finding in &findings.all {
            let function = by_function.entry((finding.function(), &finding.file.path)).or_default();
            function.add(finding.verdict());
            counts.add(finding.verdict());
            match finding.message.when().filter(|_| finding.is_warning()) {
                Some(When::EachTime) => certain += 1,
                Some(_) => conditional += 1,
                None => {}
            }
        }
        let files: BTreeSet<&str> = by_function.keys().map(|(_, file)| *file).collect();
        let of = |((function, file), counts): (&(&str, &str), &Counts)| OfFunction {
            function: (*function).to_owned(),
            file: (*file).to_owned(),
            counts: *counts,
        };
        let files = files.len();
        let mut by_function: Vec<OfFunction> = by_function.iter().map(of).collect();
        by_function.sort_by_key(|function| Reverse(function.counts));
        let without_code = findings.report.files.iter().map(|file| file.without_code.len()).sum();
        Self { counts, certain, conditional, functions: by_function.len(), files, without_code, by_function }
    }

    /// What stands against taking silence for an answer: each function where there are few, else how many.
    pub(super) fn notes(&self, report: &Report, prefix: &Path) -> Vec<String> {
        if self.without_code <= FEW {
            return report.notes(prefix);
        }
        let files = report.files.iter().filter(|file| !file.without_code.is_empty()).count();
        vec![format!(
            "{} functions of {} have no code in this target, so nothing is known of them; generic code is reported where it is instantiated, \
             and what is not compiled is not reported; --format json lists them",
            self.without_code,
            counted(files, "file")
        )]
    }

    /// `12 heap, 30 may, 3 unknown, 5 elided in 14 functions of 4 files; 10 each time, 32 only at times`.
    pub(super) fn line(&self) -> String {
        let Counts { heap, may, unknown, elided } = self.counts;
        let (functions, files) = (counted(self.functions, "function"), counted(self.files, "file"));
        let when = if self.certain + self.conditional > 0 {
            format!("; {} each time, {} only at times", self.certain, self.conditional)
        } else {
            String::new()
        };
        format!("{heap} heap, {may} may, {unknown} unknown, {elided} elided in {functions} of {files}{when}\n")
    }

    /// The same, and a row a function.
    pub(super) fn table(&self) -> String {
        // The names last: some are long.
        let columns = ["heap", "may", "unknown", "elided", "function"].map(|name| (name, name));
        let mut table = Table::new(&columns);
        for OfFunction { function, counts, .. } in &self.by_function {
            let Counts { heap, may, unknown, elided } = *counts;
            let counts = [heap, may, unknown, elided].map(|count| Cell::integer(count as u64));
            table.rows.push(counts.into_iter().chain([Cell::text(function)]).collect());
        }
        if table.rows.is_empty() { self.line() } else { self.line() + "\n" + &table.render(Format::Text) }
    }
}
