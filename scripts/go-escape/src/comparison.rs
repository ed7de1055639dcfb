//! The model's report beside the compiler's, line by line.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// How many lines agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Lines of the compiler.
    pub lines: usize,
    /// Lines that both have.
    pub equal: usize,
    /// Lines of the compiler about a position of which the model says nothing else.
    pub missing: usize,
    /// Lines of the model about a position of which the compiler says nothing else.
    pub extra: usize,
    /// Lines of the compiler in whose place the model has another one.
    pub different: usize,
}

/// What differs, and how much agrees.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Comparison {
    /// All files together.
    pub total: Counts,
    /// Each file.
    pub files: BTreeMap<String, Counts>,
    /// Lines that only the compiler has.
    pub missing: Vec<String>,
    /// Lines that only the model has.
    pub extra: Vec<String>,
}

impl Counts {
    /// The part of the compiler's lines that the model has as well, in percent.
    pub fn percent(&self) -> f64 {
        match self.lines {
            0 => 100.0,
            lines => self.equal as f64 * 100.0 / lines as f64,
        }
    }

    fn add(&mut self, other: Counts) {
        self.lines += other.lines;
        self.equal += other.equal;
        self.missing += other.missing;
        self.extra += other.extra;
        self.different += other.different;
    }
}

impl Comparison {
    /// Compares two reports, each a set of lines of the form `file:line:column: message`.
    pub fn of(model: &BTreeSet<String>, compiler: &BTreeSet<String>) -> Self {
        let mut comparison = Comparison::default();
        let file_of = |line: &str| line.split(':').next().unwrap_or("").to_owned();
        let place_of = |line: &str| line.splitn(4, ':').take(3).collect::<Vec<_>>().join(":");
        for line in compiler {
            let counts = comparison.files.entry(file_of(line)).or_default();
            counts.lines += 1;
            counts.equal += usize::from(model.contains(line));
        }
        comparison.missing = compiler.difference(model).cloned().collect();
        comparison.extra = model.difference(compiler).cloned().collect();
        // Of one place, as many lines differ as both have.
        let mut spare: BTreeMap<String, usize> = BTreeMap::new();
        for line in &comparison.extra {
            *spare.entry(place_of(line)).or_default() += 1;
        }
        for line in &comparison.missing {
            let counts = comparison.files.entry(file_of(line)).or_default();
            match spare.get_mut(&place_of(line)) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    counts.different += 1;
                }
                _ => counts.missing += 1,
            }
        }
        for (place, left) in spare {
            comparison.files.entry(file_of(&place)).or_default().extra += left;
        }
        for counts in comparison.files.values() {
            comparison.total.add(*counts);
        }
        comparison
    }

    /// Adds another package's comparison, whose files are named with a prefix.
    pub fn join(&mut self, prefix: &str, other: Comparison) {
        let named = |line: &str| format!("{prefix}{}", line.strip_prefix("./").unwrap_or(line));
        self.total.add(other.total);
        self.files.extend(other.files.into_iter().map(|(file, counts)| (named(&file), counts)));
        self.missing.extend(other.missing.iter().map(|line| named(line)));
        self.extra.extend(other.extra.iter().map(|line| named(line)));
    }
}
