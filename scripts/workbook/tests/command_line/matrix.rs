//! The matrix: what can be refused before anything is built, one real setting, and the comparison of two.

use crate::workspace::{Run, Workspace, command_in, record};
use record::matrix::{Build, Cells, Matrix, OptLevel, Row, Setting, Variant};
use std::io::Write;
use std::path::Path;

const BOX: &str = "//! A box.\n\npub fn run() -> u64 {\n    *std::hint::black_box(Box::new(7))\n}\n";
const VALUE: &str = "//! A value.\n\npub fn run() -> u64 {\n    std::hint::black_box(7)\n}\n";

/// A workspace whose experiment `tiny` can have a matrix: cargo can say where `stats_alloc` is.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).unwrap();
    let stats_alloc = lock.split("[[package]]").find(|entry| entry.contains("name = \"stats_alloc\"")).unwrap();
    let version = stats_alloc.lines().find_map(|line| line.strip_prefix("version = ")).unwrap();
    workspace.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"experiments/tiny\"]\n");
    workspace.write(
        "Cargo.lock",
        &format!("version = 4\n\n[[package]]{stats_alloc}[[package]]\nname = \"tiny\"\nversion = \"0.0.0\"\ndependencies = [\n \"stats_alloc\",\n]\n"),
    );
    workspace.write("rust-toolchain.toml", &std::fs::read_to_string(root.join("rust-toolchain.toml")).unwrap());
    workspace.write(
        "experiments/tiny/Cargo.toml",
        &format!(
            "[package]\nname = \"tiny\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\nstats_alloc = {version}\n"
        ),
    );
    workspace.write("experiments/tiny/src/lib.rs", "pub mod boxed;\npub mod value;\n");
    workspace.write("experiments/tiny/src/boxed.rs", BOX);
    workspace.write("experiments/tiny/src/value.rs", VALUE);
    workspace
}

/// A matrix of `boxed-return` at the opt-levels of cargo's release build.
fn matrix(variants: &[(&str, &str)]) -> Matrix {
    let at = |opt_level: &OptLevel| Setting { opt_level: *opt_level, build: Build::CARGO_RELEASE };
    let variant = |(name, counts): &(&str, &str)| {
        let row = Row::try_from((*counts).to_owned()).unwrap();
        Variant { variant: (*name).to_owned(), malloc: row.clone(), counter: row.clone(), malloc_beside_counter: row }
    };
    let cells = Cells {
        settings: OptLevel::ALL.iter().map(at).collect(),
        failures: Vec::new(),
        variants: variants.iter().map(variant).collect(),
    };
    Matrix {
        experiment: "boxed-return".to_owned(),
        provenance: record().provenance,
        sources: "sha256:00".to_owned(),
        body: cells,
    }
}

fn save(workspace: &Workspace, path: &str, matrix: &Matrix) {
    matrix.write(&workspace.root().join(path)).unwrap();
}

const BOOK: &str = "experiments/boxed-return/kept/matrix.json";
const OWN: &str = "target/workbook/boxed-return/matrix.json";

#[test]
fn one_setting_is_built_run_and_saved() {
    if !std::process::Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        assert!(std::env::var_os("CI").is_none(), "CI must not skip it");
        // Not `eprintln!`, which the test harness keeps to itself when the test passes.
        writeln!(
            std::io::stderr(),
            "SKIPPED: valgrind is not on PATH, so no matrix can be made; install valgrind to run it"
        )
        .expect("standard error is open");
        return;
    }
    let workspace = workspace();
    let one = ["matrix", "tiny", "--opt-level", "0,3", "--codegen-units", "1", "--lto", "off", "--panic", "unwind"];
    let run = workspace.run(&one).ends(0).says(&["saved target/workbook/tiny/matrix.json: 2 settings", "rustc 1."]);
    let expected = "\
experiment  variant  0  3  build
tiny        boxed    1  1  1 unit
tiny        value    0  0  1 unit
";
    assert_eq!(run.stdout, expected);
    let made = Matrix::read(&workspace.root().join("target/workbook/tiny/matrix.json"), "tiny").unwrap();
    assert_eq!(String::from(made.variants[0].counter.clone()), "1 1");
    assert_eq!(crate::book::temporary(&workspace), [""; 0]);

    workspace.write("experiments/tiny/src/value.rs", "pub fn run() -> u64 {\n    \"7\"\n}\n");
    let before = workspace.files();
    let failing = ["matrix", "tiny", "--opt-level", "0", "--codegen-units", "1", "--lto", "off", "--panic", "unwind"];
    workspace.run(&failing).ends(1).says(&["tiny: no setting could be built", "`0 1 off unwind`", "mismatched types"]);
    assert_eq!(workspace.files(), before, "the old matrix stays");
    workspace.run(&["matrix", "tiny", "--rustc", "./no-such"]).ends(1).says(&["--rustc", "no-such: it cannot be run"]);
}

/// cargo would download the crates of all platforms, and cannot without a network.
#[cfg(unix)]
#[test]
fn cargo_is_asked_for_the_crates_of_this_platform_and_without_the_network_first() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = workspace();
    let cargo = workspace.root().join("cargo");
    workspace.write("cargo", "#!/bin/sh\necho \"$@\" >> asked\necho 'no network' >&2\nexit 101\n");
    std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).unwrap();
    // valgrind is looked for before.
    workspace.write("valgrind", "#!/bin/sh\n");
    std::fs::set_permissions(workspace.root().join("valgrind"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", workspace.root().display(), std::env::var("PATH").unwrap());
    let run = Run::of(command_in(&workspace.root(), &["matrix", "tiny"]).env("CARGO", &cargo).env("PATH", path));
    run.ends(1).says(&["`cargo metadata` failed", "no network"]);
    let asked = std::fs::read_to_string(workspace.root().join("asked")).unwrap();
    let asked: Vec<&str> = asked.lines().collect();
    assert!(asked.iter().all(|line| line.contains("metadata") && line.contains("--filter-platform ")), "{asked:?}");
    let offline: Vec<bool> = asked.iter().map(|line| line.contains("--offline")).collect();
    assert_eq!(offline, [true, false]);
}

#[test]
fn what_cannot_be_compiled_alone_has_no_matrix() {
    let workspace = workspace();
    workspace
        .run(&["matrix"])
        .fails(2, &["no experiment has a matrix yet; name one of: boxed-return, growing-vec, tiny"]);
    let remedy = "variants that are files of their own and use the standard library alone";
    workspace
        .run(&["matrix", "growing-vec"])
        .fails(2, &["experiments/growing-vec/src/lib.rs", "it cannot be read", remedy]);
    workspace.write("experiments/tiny/src/value.rs", &format!("use stats_alloc::Region;\n{VALUE}"));
    workspace.run(&["matrix", "tiny"]).fails(2, &["experiments/tiny/src/value.rs: it uses `stats_alloc::`", remedy]);
}

#[test]
fn settings_that_are_not_are_refused() {
    let workspace = workspace();
    let refused = |arguments: &[&str], parts: &[&str]| {
        workspace.run(&[&["matrix", "tiny"], arguments].concat()).fails(2, parts);
    };
    refused(&["--opt-level", "3,4"], &["`4` is none of 0, 1, 2, 3, s, z"]);
    refused(&["--codegen-units", "2"], &["`2` is none of 1, 16"]);
    refused(&["--lto", "true"], &["`true` is none of off, local, thin, fat"]);
    refused(&["--panic", "no"], &["`no` is none of unwind, abort"]);
    refused(&["--lto", "local", "--codegen-units", "1"], &["no setting is left", "--codegen-units 16"]);
    refused(&["--reference", "--opt-level", "0"], &["--reference", "--opt-level"]);
    refused(&["--compare", "--rustc", "rustc"], &["--compare", "--rustc"]);
}

#[test]
fn equal_matrices_have_no_cell_that_differs() {
    let workspace = Workspace::new();
    for path in [BOOK, OWN] {
        save(&workspace, path, &matrix(&[("boxed", "1 0 0 0 0 0")]));
    }
    let run = workspace.run(&["matrix", "--compare"]).ends(0).says(&[
        "book: experiments/boxed-return/kept/matrix.json: 6 settings, made 2026-01-01T00:00:00Z with rustc 1.95.0",
        "boxed-return: 6 of the book's 6 settings compared, 0 cells differ",
    ]);
    assert_eq!(run.stdout.lines().count(), 1, "the head of the table alone: {}", run.stdout);
}

#[test]
fn cells_that_differ_are_listed_at_the_settings_of_both() {
    let workspace = Workspace::new();
    save(&workspace, BOOK, &matrix(&[("boxed", "1 0 0 0 0 0"), ("gone", "0 0 0 0 0 0")]));
    let mut own = matrix(&[("boxed", "1 1+2 - 0 0 0")]);
    own.body.settings.truncate(3);
    let Variant { malloc, counter, malloc_beside_counter, .. } = &mut own.body.variants[0];
    for row in [malloc, counter, malloc_beside_counter] {
        row.0.truncate(3);
    }
    "sha256:11".clone_into(&mut own.sources);
    save(&workspace, OWN, &own);
    let run = workspace.run(&["matrix", "boxed-return", "--compare", "--format", "csv"]).ends(1).says(&[
        "warning: boxed-return: the two were not made of the same sources",
        "3 of the book's 6 settings compared, 15 cells differ",
    ]);
    let mut lines = run.stdout.lines();
    assert_eq!(lines.next(), Some("experiment,variant,opt_level,codegen_units,lto,panic,reading,book,mine"));
    assert_eq!(lines.next(), Some("boxed-return,boxed,1,16,local,unwind,malloc,0,1+2"));
    assert_eq!(lines.next(), Some("boxed-return,boxed,2,16,local,unwind,malloc,0,"));
    assert_eq!(lines.filter(|line| line.starts_with("boxed-return,gone,")).count(), 9);
}

#[test]
fn a_matrix_that_is_not_there_or_was_edited_is_an_error() {
    let workspace = Workspace::new();
    workspace
        .run(&["matrix", "boxed-return", "--compare"])
        .fails(1, &["matrix.json: no such file", "cargo workbook matrix"]);
    save(&workspace, BOOK, &matrix(&[("boxed", "1 0 0 0 0 0")]));
    let missing = workspace.run(&["matrix", "--compare"]).ends(1);
    missing.says(&["target/workbook/boxed-return/matrix.json: there is none", "`cargo workbook matrix boxed-return`"]);
    save(&workspace, OWN, &matrix(&[("boxed", "1 0 0 0 0 0")]));
    let text = std::fs::read_to_string(workspace.root().join(OWN)).unwrap();
    workspace.write(OWN, &text.replacen("1 0 0", "0 0 0", 1));
    workspace.run(&["matrix", "--compare"]).ends(1).says(&["error:", OWN, "field `seal` does not fit"]);
}
