//! How many sites are there, in all and in each function?

use super::finding::Findings;
use crate::table::{Cell, Format, Table, counted};
use heap_sites::Verdict;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Functions with a site.
    functions: usize,
    /// Files with a site.
    files: usize,
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
        for finding in &findings.all {
            let function = by_function.entry((finding.function(), &finding.file.path)).or_default();
            function.add(finding.verdict());
            counts.add(finding.verdict());
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
        Self { counts, functions: by_function.len(), files, by_function }
    }

    /// `12 heap, 30 may, 3 unknown, 5 elided in 14 functions of 4 files`.
    pub(super) fn line(&self) -> String {
        let Counts { heap, may, unknown, elided } = self.counts;
        let (functions, files) = (counted(self.functions, "function"), counted(self.files, "file"));
        format!("{heap} heap, {may} may, {unknown} unknown, {elided} elided in {functions} of {files}\n")
    }

    /// The same, and a row a function.
    pub(super) fn table(&self) -> String {
        let columns = ["function", "heap", "may", "unknown", "elided"].map(|name| (name, name));
        let mut table = Table::new(&columns);
        for OfFunction { function, counts, .. } in &self.by_function {
            let Counts { heap, may, unknown, elided } = *counts;
            let counts = [heap, may, unknown, elided].map(|count| Cell::integer(count as u64));
            table.rows.push(std::iter::once(Cell::text(function)).chain(counts).collect());
        }
        if table.rows.is_empty() { self.line() } else { self.line() + "\n" + &table.render(Format::Text) }
    }
}
