//! What the book shows of a small crate is what the commands print. `SNAPSHOTS=renew` writes it anew.

use crate::package::Package;
use std::path::Path;

const SOURCE: &str = include_str!("../page/lib.rs");

/// Holds what the page shows to what was printed.
#[track_caller]
pub(crate) fn hold(name: &str, printed: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page").join(name);
    if std::env::var_os("SNAPSHOTS").is_some_and(|word| word == "renew") {
        std::fs::write(&file, printed).unwrap();
    }
    let shown = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(shown, printed, "{name}: the page is stale; renew it with SNAPSHOTS=renew");
}

#[test]
fn the_page_shows_what_the_commands_print() {
    let package = Package::new(SOURCE);
    package.sites(&["--write-baseline", "allocations.json"]).ends(0);
    let hold = |name: &str, arguments: &[&str], code: i32| hold(name, &package.sites(arguments).ends(code).stdout);
    hold("sites.txt", &[], 0);
    hold("summary.txt", &["--summary"], 0);
    hold("why.txt", &["--why", "16"], 0);
    hold("verify.txt", &["--verify"], 0);
    hold("no-alloc.txt", &["--no-alloc", "Engine::process", "--in-release"], 1);
    package.write(
        "src/lib.rs",
        &SOURCE.replace("        self.total()\n", "        self.total() + event.name.to_uppercase().len() as u64\n"),
    );
    hold("baseline.txt", &["--baseline", "allocations.json"], 1);
    hold("github.txt", &["--baseline", "allocations.json", "--format", "github"], 1);
}

/// A reader copies the workflow as it is.
#[test]
fn the_workflow_of_the_page_has_no_word_that_the_command_does_not_know() {
    let nowhere = tempfile::tempdir().unwrap();
    let understood = |words: &[&str]| crate::package::run_in(nowhere.path(), &[words, &["--help"]].concat()).code;
    let workflow = include_str!("../page/ci.yml");
    let commands = workflow.lines().filter_map(|line| line.trim_start().strip_prefix("- run: cargo allocations "));
    let commands: Vec<Vec<&str>> =
        commands.map(|command| command.split(" >> ").next().unwrap().split_whitespace().collect()).collect();
    let names: Vec<&str> = commands.iter().map(|words| words[0]).collect();
    assert_eq!(names, ["sites", "sites", "compare"]);
    for words in &commands {
        assert_eq!(understood(words), Some(0), "{words:?}");
    }
    // A word that is unknown is one, whatever follows.
    assert_eq!(understood(&["sites", "--verfy"]), Some(2));
}
