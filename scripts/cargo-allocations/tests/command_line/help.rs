//! What the help says, and that it is data.

use crate::package::run_in;
use crate::snapshot::Snapshots;

#[test]
fn help_is_on_standard_output_and_as_it_was_read_last() {
    let nowhere = tempfile::tempdir().unwrap();
    let mut snapshots = Snapshots::of("help");
    for (name, words) in [
        ("allocations", vec!["--help"]),
        ("sites", vec!["sites", "--help"]),
        ("heap", vec!["heap", "--help"]),
        ("compare", vec!["compare", "--help"]),
        ("lsp", vec!["lsp", "--help"]),
    ] {
        let help = run_in(nowhere.path(), &words).ends(0);
        assert_eq!(help.stderr, "");
        assert!(help.stdout.contains("Usage: cargo allocations"), "{}", help.stdout);
        // As cargo starts it.
        assert_eq!(run_in(nowhere.path(), &[&["allocations"], &words[..]].concat()).ends(0).stdout, help.stdout);
        snapshots.compare(name, &help.stdout);
    }
    snapshots.end();
}

#[test]
fn what_is_mistyped_is_a_usage_error() {
    let nowhere = tempfile::tempdir().unwrap();
    for (words, parts) in [
        (&["site"][..], &["site", "sites"][..]),
        (&["sites", "--fromat", "json"], &["--fromat", "--format"]),
        (&["sites", "--format", "yaml"], &["yaml", "sarif", "github"]),
        (&["sites", "--baseline", "a", "--write-baseline", "b"], &["--baseline", "--write-baseline"]),
        (&["sites", "--lib", "--bench", "all"], &["--lib", "--bench"]),
        (&["sites"], &["no Cargo.toml is in", "--manifest-path"]),
        (&["heap"], &["no profile is named", "--file"]),
        (&["heap", "diff", "a.json", "b.json", "--file", "c.json"], &["`diff` names both profiles itself"]),
    ] {
        run_in(nowhere.path(), words).fails(2, parts);
    }
}
