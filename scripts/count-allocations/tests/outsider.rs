//! Does the counter do in a package of somebody else what its README says: with the lines of Cargo.toml, and nothing else of this
//! workspace?

#![allow(clippy::unwrap_used, reason = "these are tests, their helpers included")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The test that a reader copies.
const TEST: &str = include_str!("yours/sum.rs");

/// The library of somebody else.
const LIBRARY: &str = "\
pub fn sum(numbers: &[u64]) -> u64 {
    numbers.iter().sum()
}

pub fn doubled(numbers: &[u64]) -> Vec<u64> {
    numbers.iter().map(|number| number * 2).collect()
}
";

/// The same, with a copy that nobody needs.
const LIBRARY_THAT_COPIES: &str = "\
pub fn sum(numbers: &[u64]) -> u64 {
    let copy = numbers.to_vec(); // asks
    std::hint::black_box(&copy).iter().sum()
}

pub fn doubled(numbers: &[u64]) -> Vec<u64> {
    numbers.iter().map(|number| number * 2).collect()
}
";

struct Package(TempDir);

impl Package {
    fn new(dependency: &str) -> Self {
        let package = Self(tempfile::tempdir().unwrap());
        package.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"own\"\nedition = \"2024\"\n\n[dev-dependencies]\ncount-allocations = {{ {dependency} }}\n"
            ),
        );
        package.write("src/lib.rs", LIBRARY);
        // Of the copied test, without what stands for the library.
        let (before, rest) = TEST.split_once("/// Stands for the reader's library.").unwrap();
        let (_, test) = rest.split_once("// ANCHOR: test\n").unwrap();
        package.write("tests/sum.rs", &format!("{before}{test}"));
        package
    }

    /// By path, with the versions that this workspace has, so that nothing is asked of a registry.
    fn by_path() -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let package = Self::new(&format!("path = {:?}", here));
        fs::copy(workspace().join("Cargo.lock"), package.path("Cargo.lock")).unwrap();
        package
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        fs::write(self.path(file), text).unwrap();
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(arguments).current_dir(self.0.path()).env("CARGO_TERM_COLOR", "never").env_remove("RUST_BACKTRACE");
        cargo.env("CARGO_TARGET_DIR", self.path("target")).output().unwrap()
    }

    /// The names of the packages of the lock file.
    fn locked(&self) -> Vec<String> {
        let lock = fs::read_to_string(self.path("Cargo.lock")).unwrap();
        lock.lines()
            .filter_map(|line| line.strip_prefix("name = "))
            .map(|name| name.trim_matches('"').to_owned())
            .collect()
    }
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// What a program printed, both streams.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn by_path_it_is_two_packages_and_the_test_passes() {
    let package = Package::by_path();
    for profile in [&["test", "--offline"][..], &["test", "--offline", "--release"]] {
        let output = package.cargo(profile);
        assert!(output.status.success(), "{}", said(&output));
        assert!(said(&output).contains("test a_sum_takes_no_memory ... ok"), "{}", said(&output));
    }
    assert_eq!(package.locked(), ["count-allocations", "own", "stats_alloc"]);
}

#[test]
fn a_copy_that_nobody_needs_is_named_by_file_and_line() {
    let package = Package::by_path();
    package.write("src/lib.rs", LIBRARY_THAT_COPIES);
    let output = package.cargo(&["test", "--offline", "--test", "sum"]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(101), "{said}");
    assert!(said.contains("test a_sum_takes_no_memory ... FAILED"), "{said}");
    assert!(said.contains("test doubling_takes_one_block_of_the_final_size ... ok"), "{said}");
    assert!(
        said.contains("expected no allocation and no reallocation\ncounted  1 allocation, 0 reallocations, "),
        "{said}"
    );
    // The column is another one in other compilers.
    assert!(said.contains("  1 allocation, 24 bytes\n    ./src/lib.rs:2:"), "{said}");
    assert!(said.contains(" in own::sum\n    ./tests/sum.rs:"), "{said}");
    // What the book shows of it, but for what the compiler decides: the columns.
    let shown = include_str!("yours/failure.txt").trim_end();
    let printed = said.split_once("thread 'a_sum_takes_no_memory'").unwrap().1.split_once('\n').unwrap().1;
    let printed = printed.lines().take(shown.lines().count());
    assert!(printed.map(without_column).eq(shown.lines().map(without_column)), "{said}");
}

/// A line of the message, without the column of a place, and with a closure as symbols of the older form name it: newer compilers write `{closure#0}`.
fn without_column(line: &str) -> String {
    match line.split_once(" in ") {
        Some((place, function)) => {
            format!("{} in {}", place.rsplit_once(':').unwrap().0, function.replace("{closure#0}", "{{closure}}"))
        }
        None => line.to_owned(),
    }
}

/// Where the allocator is not installed, there is no zero.
#[test]
fn without_the_allocator_every_test_fails() {
    let package = Package::by_path();
    let test = fs::read_to_string(package.path("tests/sum.rs")).unwrap();
    let test = test.replace("#[global_allocator]\nstatic ALLOCATOR: CountingAllocator = CountingAllocator;\n", "");
    package.write("tests/sum.rs", &test.replace("CountingAllocator, ", ""));
    let output = package.cargo(&["test", "--offline", "--test", "sum"]);
    let said = said(&output);
    assert!(said.contains("0 passed; 2 failed"), "{said}");
    assert!(said.contains("is not the counting one, so every count would be zero; declare it"), "{said}");
}

/// The committed state, by git: cargo asks the registry for the dependency's own dependency.
#[test]
#[ignore = "asks the registry, which the README's line by git does as well"]
fn by_git_the_test_passes() {
    let package = Package::new(&format!("git = \"file://{}\"", workspace().display()));
    let output = package.cargo(&["test"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("test a_sum_takes_no_memory ... ok"), "{}", said(&output));
    assert_eq!(package.locked(), ["count-allocations", "own", "stats_alloc"]);
}
