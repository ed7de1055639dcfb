//! Two revisions of a package, compared.
//!
//! The benchmarks here are no real ones: a program that answers as criterion does, and writes the samples that its source names, so that
//! what is said of them is known beforehand.

use crate::package::{Package, run_in};
use crate::page::hold;
use crate::run::Run;
use std::process::Command;

const LIBRARY: &str =
    "pub fn words(text: &str) -> Vec<String> {\n    text.split(' ').map(str::to_uppercase).collect()\n}\n";
/// It makes one more block for each word.
const COPIES: &str = "pub fn words(text: &str) -> Vec<String> {\n    text.split(' ').map(|word| word.to_lowercase().to_uppercase()).collect()\n}\n";
const TEST: &str = "#[test]\nfn words() {\n    assert_eq!(own::words(\"a b c\").len(), 3);\n}\n";
/// A benchmark of 100 ns an iteration.
const BENCH: &str = r#"
const NANOSECONDS: f64 = 100.0;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.iter().any(|argument| argument == "--list") {
        println!("words: benchmark\ntwo words/3: benchmark");
    } else if arguments.iter().any(|argument| argument == "--test") {
        std::hint::black_box(own::words("a b c"));
    } else {
        let home = std::env::var("CRITERION_HOME").unwrap();
        let place = std::path::Path::new(&home).join("words/compared");
        std::fs::create_dir_all(&place).unwrap();
        let sample = format!("{{\"iters\": [1.0, 2.0], \"times\": [{}, {}]}}", NANOSECONDS * 1.5, NANOSECONDS * 2.0);
        std::fs::write(place.join("sample.json"), sample).unwrap();
    }
}
"#;

/// A package with one commit.
fn package() -> Package {
    let package = Package::new(LIBRARY);
    let manifest = "[package]\nname = \"own\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[[bench]]\nname = \"all\"\nharness = false\n\n[workspace]\n";
    package.write("Cargo.toml", manifest);
    package.write(".gitignore", "/target\nCargo.lock\n");
    package.write("tests/words.rs", TEST);
    package.write("benches/all.rs", BENCH);
    git(&package, &["init", "--quiet"]);
    commit(&package);
    package
}

fn git(package: &Package, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.arg("-C").arg(package.root()).args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).args(arguments);
    Run::of(&mut command).ends(0).stdout
}

fn commit(package: &Package) {
    git(package, &["add", "--all"]);
    git(package, &["commit", "--quiet", "--message", "a change"]);
}

fn compare(package: &Package, arguments: &[&str]) -> Run {
    run_in(&package.root(), &[&["compare"], arguments].concat())
}

/// Whether exact figures can be had; says so loudly where not, which CI does not allow.
fn has_valgrind() -> bool {
    let has = Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has {
        assert!(std::env::var_os("CI").is_none(), "valgrind is missing, and CI is set");
        eprintln!("SKIPPED: exact figures of two revisions: valgrind is not on PATH");
    }
    has
}

#[test]
fn what_a_change_allocates_more_is_said_to_the_block_and_fails() {
    if !has_valgrind() {
        return;
    }
    let package = package();
    package.write("src/lib.rs", COPIES);
    // A test that git does not know yet is compared, too, once the base has it.
    let run = compare(&package, &["--base", "HEAD", "--test", "words"]).ends(1);
    let row: Vec<&str> = run.stdout.lines().nth(1).unwrap().split("  ").filter(|cell| !cell.is_empty()).collect();
    assert!(row[2].ends_with(" (+3)"), "{}", run.stdout);
    assert!(row[3].ends_with(" (+3)"), "{}", run.stdout);
    let run = run.says(&["the working tree"]);
    let worse: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("worse: ")).collect();
    hold("compare.txt", &format!("{}\n", worse.join("\n")));
    // Nothing is left, and nothing of the reader's is changed.
    assert_eq!(git(&package, &["status", "--porcelain"]), " M src/lib.rs\n");
    assert_eq!(git(&package, &["worktree", "list"]).lines().count(), 1);
    assert!(!package.root().join("target/allocations/compare/tree").exists());
    assert!(!package.root().join("Cargo.lock").exists());

    commit(&package);
    let forms =
        compare(&package, &["--base", "HEAD", "--head", "HEAD^", "--test", "words", "--format", "json"]).ends(0);
    let rows: serde_json::Value = serde_json::from_str(&forms.stdout).unwrap();
    let [[base, most], [head, _]] = serde_json::from_value::<[[i64; 2]; 2]>(rows[0]["blocks"].clone()).unwrap();
    assert_eq!((base - head, most), (3, base), "{rows}");
}

#[test]
fn a_benchmark_is_slower_when_its_rounds_say_so() {
    let package = package();
    package.write("benches/all.rs", &BENCH.replace("100.0", "107.0"));
    let run = compare(&package, &["--base", "HEAD", "two words"]).ends(1);
    assert!(run.stdout.contains("100 ns → 107 ns  1.07× (1.07–1.07×)  slower"), "{}", run.stdout);
    assert_eq!(run.stdout.lines().count(), 2, "{}", run.stdout);
    run.says(&["worse: all two words/3: slower, 1.07×"]);

    package.write("benches/all.rs", &BENCH.replace("100.0", "101.0"));
    let slightly = compare(&package, &["--base", "HEAD", "two words", "--format", "markdown"]).ends(0);
    assert!(slightly.stdout.contains("| slightly slower |"), "{}", slightly.stdout);
    assert!(!slightly.stderr.contains("worse: "), "{}", slightly.stderr);
}

#[test]
fn equal_programs_are_not_timed() {
    let package = package();
    package.write("src/lib.rs", &format!("{LIBRARY}\n// That is all.\n"));
    package.write("README.md", "Words.\n");
    let run = compare(&package, &["--base", "HEAD"]).ends(0);
    assert_eq!(run.stdout.matches("equal programs").count(), 2, "{}", run.stdout);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let package = package();
    compare(&package, &["--base", "nowhere"]).fails(2, &["git knows no revision `nowhere`", "git log"]);
    compare(&package, &["--base", "HEAD", "no such name", "--without-times"]).ends(2).says(&[
        "error: nothing to compare",
        "--test",
        "--lib",
    ]);
    package.write("src/lib.rs", "pub fn words(");
    compare(&package, &["--base", "HEAD", "--without-times"])
        .ends(1)
        .says(&["error: head, the working tree", "it does not compile"]);
    git(&package, &["checkout", "--quiet", "src/lib.rs"]);
    package.write("benches/all.rs", "fn main() {\n    std::process::exit(3);\n}\n");
    compare(&package, &["--base", "HEAD", "--without-times"]).ends(1).says(&["error: all: ", "exit status: 3"]);

    let outside = Package::new(LIBRARY);
    compare(&outside, &["--base", "HEAD"]).fails(2, &["not in a git repository"]);
    let nothing = tempfile::tempdir().unwrap();
    run_in(nothing.path(), &["compare", "--base", "HEAD"]).fails(2, &["no Cargo.toml", "--manifest-path"]);
}

#[test]
fn a_package_below_the_root_of_its_repository_and_new_files_are_compared() {
    if !has_valgrind() {
        return;
    }
    let package = package();
    let inner = package.root().join("inner");
    std::fs::create_dir_all(&inner).unwrap();
    package.write(
        "inner/Cargo.toml",
        "[package]\nname = \"inner\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n",
    );
    package.write("inner/src/lib.rs", "pub fn made() -> Vec<u8> {\n    include!(\"made.rs\")\n}\n\n#[test]\nfn made_is_made() {\n    std::hint::black_box(made());\n}\n");
    package.write("inner/src/made.rs", "Vec::new()");
    commit(&package);
    // Instead of a file, one that git has not seen.
    git(&package, &["rm", "--quiet", "--cached", "inner/src/made.rs"]);
    package.write("inner/src/made.rs", "vec![1]");
    let run = run_in(&inner, &["compare", "--base", "HEAD", "--lib"]).ends(1);
    assert!(run.stdout.contains(" (+1)"), "{}", run.stdout);
}
