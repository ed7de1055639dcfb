//! Commands of GitHub Actions: each annotates a line of a change.

use super::finding::Findings;
use std::fmt::Write as _;

/// One command a site.
pub(super) fn text(findings: &Findings<'_>) -> String {
    let mut text = String::new();
    for finding in &findings.all {
        let level = if finding.is_warning() { "warning" } else { "notice" };
        let (file, line) = (property(&findings.path(finding)), finding.line.line);
        let column = findings.columns(finding).map(|(column, _)| format!(",col={column}")).unwrap_or_default();
        let title = property(&format!("{} in {}", finding.verdict().word(), finding.function()));
        let message = data(&finding.message.text());
        _ = writeln!(text, "::{level} file={file},line={line}{column},title={title}::{message}");
    }
    text
}

/// What the runner reads back in a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The same in a property, which a colon or a comma would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("100% of a::b,\r\nc"), "100%25 of a::b,%0D%0Ac");
        assert_eq!(property("100% of a::b,\nc"), "100%25 of a%3A%3Ab%2C%0Ac");
    }
}
