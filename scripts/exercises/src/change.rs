//! What a solution changes, as lines to read.

use similar::TextDiff;

/// The difference between the start and a solution, in the form of `diff -u` without its head, with two lines around each change.
pub fn change(start: &str, solution: &str) -> String {
    TextDiff::from_lines(start, solution).unified_diff().context_radius(2).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_shown() {
        let start = "a\nb\nc\nd\ne\nf\n";
        let shown = change(start, &start.replace("d\n", "D\n"));
        assert_eq!(shown, "@@ -2,5 +2,5 @@\n b\n c\n-d\n+D\n e\n f\n");
    }
}
