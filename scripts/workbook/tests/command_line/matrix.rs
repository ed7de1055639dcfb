//! The matrix: what can be refused before anything is built, one real setting, and the comparison of two.

use crate::run::Run;
use crate::workspace::{Workspace, command_in, record};
use record::matrix::{Build, Cells, Matrix, OptLevel, Row, Setting, Variant};
use std::io::Write;
use std::path::Path;

const LIB: &str = "\
declaration::variants![boxed, value];

pub static EXPERIMENT: declaration::Experiment = declaration::Experiment {
    slug: env!(\"CARGO_PKG_NAME\"),
    question: \"Does a box allocate?\",
    baseline: \"value\",
    axis: None,
    variants: VARIANTS,
};
";

/// A variant whose entry point returns `seven`.
fn variant(seven: &str) -> String {
    format!(
        "pub fn run() -> u64 {{\n    {seven}\n}}\n\n\
         pub static VARIANT: declaration::Variant = declaration::variant!(\"seven\", run).answers(|_| 7);\n"
    )
}

/// A workspace whose experiment `tiny` declares two variants, with the crate of declarations beside it.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let manifest = read("Cargo.toml");
    let (_, rest) = manifest.split_once("[workspace.package]").unwrap();
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"experiments/tiny\", \"scripts/declaration\"]\n\n";
    workspace.write("Cargo.toml", &format!("{members}[workspace.package]{rest}"));
    let tiny = "\n[[package]]\nname = \"tiny\"\nversion = \"0.0.0\"\ndependencies = [\n \"declaration\",\n]\n";
    workspace.write("Cargo.lock", &(read("Cargo.lock") + tiny));
    workspace.write("rust-toolchain.toml", &read("rust-toolchain.toml"));
    for entry in std::fs::read_dir(root.join("scripts/declaration/src")).unwrap() {
        let file = format!("scripts/declaration/src/{}", entry.unwrap().file_name().to_string_lossy());
        workspace.write(&file, &read(&file));
    }
    workspace.write("scripts/declaration/Cargo.toml", &read("scripts/declaration/Cargo.toml"));
    workspace.write(
        "experiments/tiny/Cargo.toml",
        "[package]\nname = \"tiny\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\ndeclaration.workspace = true\n",
    );
    workspace.write("experiments/tiny/src/lib.rs", LIB);
    workspace.write("experiments/tiny/src/boxed.rs", &variant("*std::hint::black_box(Box::new(7))"));
    workspace.write("experiments/tiny/src/value.rs", &variant("std::hint::black_box(7)"));
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

    workspace.write("experiments/tiny/src/value.rs", &variant("\"7\""));
    let before = workspace.files();
    let failing = ["matrix", "tiny", "--opt-level", "0", "--codegen-units", "1", "--lto", "off", "--panic", "unwind"];
    workspace.run(&failing).ends(1).says(&["tiny: no setting could be built", "`0 1 off unwind`", "mismatched types"]);
    assert_eq!(workspace.files(), before, "the old matrix stays");
    workspace.run(&["matrix", "tiny", "--rustc", "./no-such"]).ends(1).says(&["--rustc", "no-such: it cannot be run"]);
}

/// Everything that a matrix is built from is there once the workspace was built.
#[cfg(unix)]
#[test]
fn cargo_is_asked_to_build_without_the_network() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = workspace();
    let cargo = workspace.root().join("cargo");
    workspace.write("cargo", "#!/bin/sh\necho \"$@\" >> asked\necho 'not today' >&2\nexit 101\n");
    std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).unwrap();
    // valgrind is looked for before.
    workspace.write("valgrind", "#!/bin/sh\n");
    std::fs::set_permissions(workspace.root().join("valgrind"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", workspace.root().display(), std::env::var("PATH").unwrap());
    let run = Run::of(command_in(&workspace.root(), &["matrix", "tiny"]).env("CARGO", &cargo).env("PATH", path));
    run.ends(1).says(&["no setting could be built", "not today"]);
    let asked = std::fs::read_to_string(workspace.root().join("asked")).unwrap();
    assert!(asked.lines().all(|line| line.contains("build") && line.contains("--offline")), "{asked}");
    assert_eq!(asked.lines().count(), Setting::default_choice().len());
}

#[test]
fn without_a_matrix_an_experiment_has_to_be_named() {
    workspace()
        .run(&["matrix"])
        .fails(2, &["no experiment has a matrix yet; name one of: boxed-return, growing-vec, tiny"]);
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
