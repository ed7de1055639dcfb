//! The sites of a report, one after the other, as a reader of this directory finds them.

use heap_sites::{FileReport, LineReport, Message, Report, Survey, Verdict};
use std::fmt::Write as _;
use std::path::Path;

/// The sites of a report that are shown.
pub(crate) struct Findings<'a> {
    pub(crate) report: &'a Report,
    survey: &'a Survey,
    /// The package's directory as the reader writes it.
    prefix: &'a Path,
    /// In order of file, line and column.
    pub(crate) all: Vec<Finding<'a>>,
    /// Whether sites were left out that the report has.
    pub(crate) is_part: bool,
}

/// One site.
#[derive(Clone, Debug)]
pub(crate) struct Finding<'a> {
    pub(crate) file: &'a FileReport,
    pub(crate) line: &'a LineReport,
    pub(crate) message: Message<'a>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(report: &'a Report, survey: &'a Survey, prefix: &'a Path) -> Self {
        let lines = report.files.iter().flat_map(|file| file.lines.iter().map(move |line| (file, line)));
        let all = lines
            .flat_map(|(file, line)| line.messages().into_iter().map(move |message| Finding { file, line, message }));
        Self { all: all.collect(), report, survey, prefix, is_part: false }
    }

    /// Leaves out what is not meant.
    pub(crate) fn keep(&mut self, is_meant: impl Fn(&Finding<'a>) -> bool) {
        self.all.retain(is_meant);
        self.is_part = true;
    }

    /// The file of a site as the reader writes it, with `/`; of another package, absolute.
    pub(crate) fn path(&self, finding: &Finding<'_>) -> String {
        self.prefix.join(&finding.file.path).to_string_lossy().replace('\\', "/")
    }

    /// The absolute path of the file of a site.
    pub(crate) fn absolute(&self, finding: &Finding<'_>) -> String {
        self.survey.root.join(&finding.file.path).display().to_string()
    }

    /// The line of a site as it is written; `None` where the source is not there.
    pub(crate) fn source(&self, finding: &Finding<'_>) -> Option<&'a str> {
        let source = self.survey.sources.get(&finding.file.path)?;
        source.lines.get(finding.line.line as usize - 1).map(String::as_str)
    }

    /// Where a site begins and ends on its line, in characters from 1; `None` where the compiler left no column. The end is that of the word
    /// that begins there.
    pub(crate) fn columns(&self, finding: &Finding<'_>) -> Option<(usize, usize)> {
        let (before, word) = self.word(finding)?;
        let begin = before.chars().count() + 1;
        Some((begin, begin + word.chars().count().max(1)))
    }

    /// What is on the line of a site before the word that it begins at, and that word; `None` where the compiler left no column.
    pub(crate) fn word(&self, finding: &Finding<'_>) -> Option<(&'a str, &'a str)> {
        // The compiler's debug information counts bytes.
        let bytes = (finding.message.site.column as usize).checked_sub(1)?;
        let source = self.source(finding).unwrap_or_default();
        let (before, after) = source.split_at_checked(bytes).unwrap_or((source, ""));
        let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '!');
        let end = after.find(|c| !is_of_word(c)).unwrap_or(after.len());
        Some((before, &after[..end]))
    }

    /// One line a site, `path:line:col: message`.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for finding in &self.all {
            let (path, column) = (self.path(finding), finding.message.site.column);
            let when = finding.message.when().map_or_else(String::new, |when| format!(", {}", when.words()));
            _ = writeln!(text, "{path}:{}:{column}: {}{when}", finding.line.line, finding.message.text());
        }
        text
    }
}

impl Finding<'_> {
    pub(crate) fn verdict(&self) -> Verdict {
        self.message.verdict
    }

    /// The function that the line is in.
    pub(crate) fn function(&self) -> &str {
        &self.message.site.function
    }

    /// The function that the line calls.
    pub(crate) fn callee(&self) -> String {
        self.message.site.via()
    }

    /// Whether a form that knows two levels shows it as the more important one: what allocates, or may.
    pub(crate) fn is_warning(&self) -> bool {
        matches!(self.verdict(), Verdict::Heap | Verdict::May)
    }

    /// The calls from the line to the allocator, or to the call that cannot be seen; empty where there is one or none.
    pub(crate) fn chain(&self) -> String {
        let steps: Vec<&str> = self.message.site.chain.iter().map(|step| step.function.as_str()).collect();
        if steps.len() > 1 { format!("the calls from there: {}", steps.join(", ")) } else { String::new() }
    }
}
