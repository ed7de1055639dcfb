//! How often is `compare` wrong about times, and how often does it find what is there?
//!
//! Of equal code every difference that it finds is a false alarm; of code that takes 5 % longer every difference that it does not find is
//! a miss. It takes minutes a trial, and needs a machine that does nothing else, so it runs only when it is asked for:
//!
//! ```text
//! TRIALS=20 cargo test --release --package cargo-allocations --test command_line -- --ignored --nocapture calibration_of
//! ```
//!
//! It asserts no rate: what a machine's noise does is its own. It fails where a comparison cannot be made.

use crate::package::{Package, run_in};
use crate::run::Run;
use std::process::Command;

/// Four kinds of work. A turn of each is the same work again, so that 105 turns are 5 % more than 100, in instructions as well.
const LIBRARY: &str = r#"
use std::hint::black_box;

/// Of equal code only this differs: what is read by nobody, and moves what is linked behind it.
#[used]
static NOTE: [u8; 64] = [NOTE_BYTE; 64];

const TURNS: u32 = 100;

#[inline(never)]
pub fn steps(seed: u64) -> u64 {
    (0..TURNS).fold(seed, |state, _| black_box(state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407)))
}

#[inline(never)]
pub fn digits(number: u32) -> usize {
    (0..TURNS).map(|turn| black_box((black_box(number) ^ turn).to_string()).len()).sum()
}

#[inline(never)]
pub fn sorted(values: &[u32]) -> u32 {
    (0..TURNS)
        .map(|_| {
            let mut values: Vec<u32> = black_box(values).to_vec();
            values.sort_unstable();
            black_box(&values)[values.len() / 2]
        })
        .fold(0, u32::wrapping_add)
}

pub trait Shape {
    fn area(&self) -> u64;
}

pub struct Square(pub u64);
pub struct Strip(pub u64);

impl Shape for Square {
    fn area(&self) -> u64 {
        self.0 * self.0
    }
}

impl Shape for Strip {
    fn area(&self) -> u64 {
        self.0 * 3
    }
}

#[inline(never)]
pub fn areas(shapes: &[Box<dyn Shape>]) -> u64 {
    (0..TURNS).map(|_| black_box(shapes).iter().map(|shape| shape.area()).sum::<u64>()).fold(0, u64::wrapping_add)
}
"#;

const BENCH: &str = r#"
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn all(criterion: &mut Criterion) {
    criterion.bench_function("steps", |bencher| bencher.iter(|| own::steps(black_box(7))));
    criterion.bench_function("digits", |bencher| bencher.iter(|| own::digits(black_box(1_234_567))));
    let values: Vec<u32> = (0..64).map(|number: u32| number.wrapping_mul(2_654_435_761)).collect();
    criterion.bench_function("sorted", |bencher| bencher.iter(|| own::sorted(black_box(&values))));
    let shapes: Vec<Box<dyn own::Shape>> =
        (0..64).map(|n| if n % 3 == 0 { Box::new(own::Square(n)) as Box<dyn own::Shape> } else { Box::new(own::Strip(n)) }).collect();
    criterion.bench_function("areas", |bencher| bencher.iter(|| own::areas(black_box(&shapes))));
}

criterion_group!(benches, all);
criterion_main!(benches);
"#;

const MANIFEST: &str = "[package]\nname = \"own\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
    [dev-dependencies]\ncriterion = { version = \"0.8\", default-features = false, features = [\"cargo_bench_support\"] }\n\n\
    [[bench]]\nname = \"all\"\nharness = false\n\n[lib]\nbench = false\n\n[workspace]\n";

fn library(note: u64, turns: &str) -> String {
    LIBRARY
        .replace("NOTE_BYTE", &(note % 256).to_string())
        .replace("TURNS: u32 = 100", &format!("TURNS: u32 = {turns}"))
}

/// What was said of one kind of comparison, by verdict.
#[derive(Default)]
struct Said(std::collections::BTreeMap<String, u64>);

impl Said {
    fn add(&mut self, rows: &serde_json::Value) {
        for row in rows.as_array().unwrap() {
            let verdict = row["verdict"].as_str().unwrap_or("not timed");
            // What too few rounds say has their number.
            let verdict = verdict.split(':').next().unwrap().replace('\u{2019}', "'");
            *self.0.entry(verdict).or_default() += 1;
        }
    }

    fn of(&self, verdicts: &[&str]) -> u64 {
        verdicts.iter().filter_map(|verdict| self.0.get(*verdict)).sum()
    }

    fn all(&self) -> u64 {
        self.0.values().sum()
    }
}

/// Makes the package a repository with one commit.
fn commit(package: &Package) {
    for arguments in [&["init", "--quiet"][..], &["add", "--all"], &["commit", "--quiet", "--message", "base"]] {
        let mut git = Command::new("git");
        git.arg("-C").arg(package.root()).args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).args(arguments);
        Run::of(&mut git).ends(0);
    }
}

/// Compares the working tree with the commit, and returns what is said of each benchmark, and the exit status.
fn compare(package: &Package, rounds: u64, minutes: u64) -> (serde_json::Value, Option<i32>) {
    let (rounds, minutes) = (rounds.to_string(), minutes.to_string());
    let arguments = ["compare", "--base", "HEAD", "--format", "json", "--rounds", &rounds, "--minutes", &minutes];
    let run = run_in(&package.root(), &arguments);
    let rows = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("no comparison:\n{}", run.stderr));
    (rows, run.code)
}

fn variable(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}: no number")))
}

#[test]
#[ignore = "takes minutes a trial, on a machine that does nothing else"]
fn calibration_of_the_verdicts_on_times() {
    let (trials, rounds, minutes) = (variable("TRIALS", 20), variable("ROUNDS", 24), variable("MINUTES", 10));
    let package = Package::new(&library(0, "100"));
    package.write("Cargo.toml", MANIFEST);
    package.write("Cargo.lock", include_str!("../../../../Cargo.lock"));
    package.write("benches/all.rs", BENCH);
    package.write(".gitignore", "/target\n");
    commit(&package);
    let (mut equal, mut slower) = (Said::default(), Said::default());
    for trial in 1..=trials {
        for (said, turns) in [(&mut equal, "100"), (&mut slower, "105")] {
            package.write("src/lib.rs", &library(trial, turns));
            let (rows, _) = compare(&package, rounds, minutes);
            said.add(&rows);
        }
        println!("trial {trial} of {trials}: equal {:?}, 5 % slower {:?}", equal.0, slower.0);
    }
    assert_eq!((equal.all(), slower.all()), (4 * trials, 4 * trials), "each benchmark was compared in each trial");
    println!(
        "equal code: {} comparisons, {} false alarms beyond 3 %, {} within, {} the same, {} can't tell",
        equal.all(),
        equal.of(&["slower", "faster"]),
        equal.of(&["slightly slower", "slightly faster"]),
        equal.of(&["the same"]),
        equal.of(&["can't tell"]),
    );
    println!(
        "5 % slower: {} comparisons, {} found, {} called slightly slower, {} the same or faster, {} can't tell",
        slower.all(),
        slower.of(&["slower"]),
        slower.of(&["slightly slower"]),
        slower.of(&["the same", "faster", "slightly faster"]),
        slower.of(&["can't tell"]),
    );
}

/// A crate of the registry, and what is changed in it.
struct Changed {
    name: &'static str,
    version: &'static str,
    /// The rest of its `[package]` and its features.
    manifest: &'static str,
    /// The body of its benchmark.
    bench: &'static str,
    /// In `src/lib.rs`.
    change: [&'static str; 2],
}

const ONE_BLOCK_MORE: Changed = Changed {
    name: "strsim",
    version: "0.11.1",
    manifest: "edition = \"2015\"\n",
    bench: "strsim::levenshtein(black_box(\"kitten\"), black_box(\"sitting\"))",
    change: [
        "    generic_levenshtein(&StringWrapper(a), &StringWrapper(b))",
        "    drop(::std::hint::black_box(Box::new(7_u8)));\n    generic_levenshtein(&StringWrapper(a), &StringWrapper(b))",
    ],
};

const FIVE_PER_CENT_MORE_WORK: Changed = Changed {
    name: "adler2",
    version: "2.0.1",
    manifest: "edition = \"2021\"\n\n[features]\ndefault = [\"std\"]\nstd = []\n",
    bench: "adler2::adler32_slice(black_box(&[7; 100_000]))",
    change: [
        "    h.write_slice(data);\n    h.checksum()",
        "    h.write_slice(data);\n    let mut again = Adler32::new();\n    \
         again.write_slice(core::hint::black_box(&data[..data.len() / 20]));\n    \
         core::hint::black_box(again.checksum());\n    h.checksum()",
    ],
};

const ANOTHER_COMMENT: Changed = Changed {
    name: "itoa",
    version: "1.0.18",
    manifest: "edition = \"2021\"\n",
    bench: "itoa::Buffer::new().format(black_box(1_234_567_u64)).len()",
    change: ["    /// This is a cheap operation", "    /// Takes no time. This is a cheap operation"],
};

impl Changed {
    /// The crate as it is published, with a benchmark, as a repository.
    fn package(&self) -> Package {
        let Self { name, version, manifest, bench, .. } = self;
        let package = Package::new("");
        package.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"{name}\"\nversion = \"{version}\"\n{manifest}\n[dev-dependencies]\ncriterion = {{ version = \"0.8\", \
                 default-features = false, features = [\"cargo_bench_support\"] }}\n\n[[bench]]\nname = \"all\"\nharness = \
                 false\n\n[lib]\nbench = false\n\n[workspace]\n"
            ),
        );
        package.write(
            "benches/all.rs",
            &format!(
                "extern crate {name};\nextern crate criterion;\nuse criterion::Criterion;\nuse std::hint::black_box;\n\nfn main() {{\n    let mut \
                 criterion = Criterion::default().configure_from_args();\n    criterion.bench_function(\"{name}\", |bencher| bencher.iter(|| \
                 {bench}));\n    criterion.final_summary();\n}}\n"
            ),
        );
        package.write(".gitignore", "/target\n");
        package.write("Cargo.lock", include_str!("../../../../Cargo.lock"));
        for entry in std::fs::read_dir(self.published().join("src")).unwrap() {
            let file = entry.unwrap().path();
            let text = std::fs::read_to_string(&file).unwrap();
            package.write(&format!("src/{}", file.file_name().unwrap().to_str().unwrap()), &text);
        }
        commit(&package);
        package
    }

    /// Where cargo has its sources.
    fn published(&self) -> std::path::PathBuf {
        let holder = Package::new("");
        let Self { name, version, .. } = self;
        let manifest =
            "[package]\nname = \"holder\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n";
        holder.write("Cargo.toml", &format!("{manifest}{name} = \"={version}\"\n"));
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["metadata", "--format-version", "1"]).current_dir(holder.root());
        let metadata: serde_json::Value = serde_json::from_str(&Run::of(&mut cargo).ends(0).stdout).unwrap();
        let packages = metadata["packages"].as_array().unwrap();
        let package = packages.iter().find(|package| package["name"] == *name).unwrap();
        std::path::Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().to_owned()
    }

    fn change(&self, package: &Package) {
        let file = package.root().join("src/lib.rs");
        let text = std::fs::read_to_string(&file).unwrap();
        let [before, after] = self.change;
        assert_eq!(text.matches(before).count(), 1, "{}: the line to change is there once", self.name);
        package.write("src/lib.rs", &text.replace(before, after));
    }
}

/// Three published crates: a block more, 5 % more work, another comment. What is exact is asserted each time, what is said of the time is
/// counted.
#[test]
#[ignore = "takes minutes a time, on a machine that does nothing else, and asks the registry"]
fn registry_crates_compared() {
    let (times, rounds, minutes) = (variable("TIMES", 10), variable("ROUNDS", 24), variable("MINUTES", 10));
    let packages = [ONE_BLOCK_MORE, FIVE_PER_CENT_MORE_WORK, ANOTHER_COMMENT].map(|changed| {
        let package = changed.package();
        changed.change(&package);
        package
    });
    let mut said = Said::default();
    for time in 1..=times {
        let [(block, code_of_block), (work, _), (comment, code_of_comment)] =
            [0, 1, 2].map(|index| compare(&packages[index], rounds, minutes));
        let blocks: [[i64; 2]; 2] = serde_json::from_value(block[0]["blocks"].clone()).unwrap();
        assert_eq!((blocks[1][0] - blocks[0][0], code_of_block), (1, Some(1)), "{block}");
        assert_eq!((comment[0]["verdict"].as_str(), code_of_comment), (Some("equal programs"), Some(0)), "{comment}");
        assert_eq!(work[0]["blocks"][0], work[0]["blocks"][1], "{work}");
        said.add(&work);
        println!("{time} of {times}: a block more and another comment are told; 5 % more work: {:?}", said.0);
    }
}
