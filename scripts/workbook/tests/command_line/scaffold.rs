//! From `new` to a record, with cargo and criterion: does what the scaffold promises hold in a real workspace?
//!
//! The workspace is a copy of this one, without its experiments, below the target directory.
//! It stays in one place, its files keep their times, and it shares the target directory of this workspace, so that the
//! dependencies from the registry are built once for both. What builds is ignored by default.

use record::go::GoRecord;
use record::sites::SiteVerdict;
use record::{Kind, Record, SiteReport};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// No experiment of the workbook: its record stands beside the reader's own while the tests run.
pub(crate) const SLUG: &str = "scaffolded-probe";

/// One workspace for all tests, used by one at a time.
pub(crate) struct Scaffold {
    pub(crate) root: PathBuf,
    target: PathBuf,
    _in_this_process: MutexGuard<'static, ()>,
    _on_this_machine: std::fs::File,
}

impl Scaffold {
    /// A fresh copy, with the experiment made by `new`.
    pub(crate) fn make() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scaffold");
        std::fs::create_dir_all(&place).unwrap();
        let lock = std::fs::File::create(place.join("lock")).unwrap();
        lock.lock().unwrap();
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_owned();
        let root = place.join("workspace");
        if root.exists() {
            std::fs::remove_dir_all(&root).unwrap();
        }
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        for part in ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".clippy.toml", ".rustfmt.toml", ".cargo"] {
            copy(&here.join(part), &root.join(part));
        }
        copy(&here.join("scripts"), &root.join("scripts"));
        std::fs::create_dir(root.join("experiments")).unwrap();
        // Under another version the copies of the workspace's own packages are other packages to cargo. Under the same one they would
        // share their objects with the packages here, which then name the copy's sources.
        let manifest = std::fs::read_to_string(here.join("Cargo.toml")).unwrap();
        let copied = manifest.replacen("\nversion = \"0.1.0\"", "\nversion = \"0.1.99\"", 1);
        assert_ne!(copied, manifest);
        std::fs::write(root.join("Cargo.toml"), copied).unwrap();
        std::fs::create_dir_all(root.join("book/src")).unwrap();
        std::fs::write(root.join("book/book.toml"), "").unwrap();
        let scaffold = Self { root, target, _in_this_process: turn, _on_this_machine: lock };
        let made = scaffold.workbook(&["new", SLUG]);
        assert!(made.status.success(), "{}", stderr(&made));
        assert_eq!(stdout(&made), "- [Scaffolded probe](scaffolded-probe.md)\n");
        for name in ["scaffolded-first", "scaffolded-second"] {
            let exercise = scaffold.workbook(&["new", SLUG, "--exercise", name]);
            assert!(exercise.status.success(), "{}", stderr(&exercise));
        }
        std::fs::write(scaffold.root.join("book/src/SUMMARY.md"), stdout(&made)).unwrap();
        let page = scaffold.root.join("book/src").join(format!("{SLUG}.md"));
        let text = std::fs::read_to_string(&page).unwrap();
        let shown = format!("{text}\n{{{{#sites {SLUG} boxed.rs}}}}\n\n{{{{#heap {SLUG} boxed top}}}}\n");
        std::fs::write(page, shown).unwrap();
        scaffold
    }

    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target).stdin(Stdio::null());
        command
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        self.command(env!("CARGO")).args(arguments).output().unwrap()
    }

    fn workbook(&self, arguments: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_workbook")).args(arguments).output().unwrap()
    }

    fn own_record(&self) -> PathBuf {
        self.own(Kind::Record)
    }

    fn own(&self, kind: Kind) -> PathBuf {
        self.target.join("workbook").join(SLUG).join(kind.file_name())
    }

    fn kept(&self, kind: Kind) -> PathBuf {
        kind.in_chapter(&self.root.join("experiments").join(SLUG))
    }

    fn source(&self, file: &str) -> PathBuf {
        self.root.join("experiments").join(SLUG).join(file)
    }
}

impl Drop for Scaffold {
    fn drop(&mut self) {
        // Not every test makes one.
        let _ = std::fs::remove_file(self.own_record());
    }
}

/// Copies a file or a directory with the times of its files; what is built or installed stays behind.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            if name != "node_modules" && name != "target" {
                copy(&from.join(&name), &to.join(&name));
            }
        }
    } else {
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(from, to).unwrap();
        let time = std::fs::metadata(from).unwrap().modified().unwrap();
        std::fs::File::options().append(true).open(to).unwrap().set_modified(time).unwrap();
    }
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn all(output: &Output) -> String {
    format!("{}\n{}{}", output.status, stdout(output), stderr(output))
}

/// Whether a test is among those that passed.
fn passed(tested: &Output, name: &str) -> bool {
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    stdout(tested).lines().any(|line| words(line) == ["test", name, "...", "ok"])
}

#[test]
#[ignore = "builds the copy's tools: scripts/check runs it after the release tests, with --ignored"]
fn a_new_experiment_passes_its_tests_as_it_is() {
    let scaffold = Scaffold::make();
    let tested = scaffold.cargo(&["test", "--package", SLUG]);
    assert!(tested.status.success(), "{}", all(&tested));
    for name in ["boxed", "dhat::boxed", "malloc", "sites", "keep_the_gain::returning_by_value_does_not_allocate"] {
        assert!(passed(&tested, name), "{name}\n{}", all(&tested));
    }
    let formatted = scaffold.cargo(&["fmt", "--package", SLUG, "--check"]);
    assert!(formatted.status.success(), "{}", all(&formatted));
    // cargo does not know the modules that a macro declares.
    let files = ["by_value", "boxed"].map(|variant| scaffold.source(&format!("src/{variant}.rs")));
    let formatted = scaffold.command("rustfmt").args(["--edition=2024", "--check"]).args(files).output().unwrap();
    assert!(formatted.status.success(), "{}", all(&formatted));
}

#[test]
#[ignore = "checks every dependency once more: scripts/check runs it after the release tests, with --ignored"]
fn a_new_experiment_passes_the_lints_as_it_is() {
    let scaffold = Scaffold::make();
    let linted = scaffold.cargo(&["clippy", "--package", SLUG, "--all-targets", "--", "-D", "warnings"]);
    assert!(linted.status.success(), "{}", all(&linted));
}

/// Starts a command and kills it when it says that it has come to `part`.
/// Kills the command once it has said that it is at this part.
fn kill_at(scaffold: &Scaffold, arguments: &[&str], part: &str) {
    let mut command = scaffold.command(env!("CARGO_BIN_EXE_workbook"));
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child: Child = command.spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    let mut everything = String::new();
    while !line.starts_with(part) {
        everything += &line;
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "it never came to `{part}`:\n{everything}");
    }
    child.kill().unwrap();
    assert!(child.wait().unwrap().code().is_none(), "it ended before it was killed");
    // What it started holds the pipe until it ends, and must have ended before the next measurement.
    said.read_to_string(&mut everything).unwrap();
}

/// Kills the command after a while; whether it was still at work.
fn kill_after(scaffold: &Scaffold, arguments: &[&str], delay: Duration) -> bool {
    let mut command = scaffold.command(env!("CARGO_BIN_EXE_workbook"));
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child: Child = command.spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    std::thread::sleep(delay);
    child.kill().unwrap();
    let was_killed = child.wait().unwrap().code().is_none();
    // What it started holds the pipe until it ends, and must have ended before the next measurement.
    said.read_to_string(&mut String::new()).unwrap();
    was_killed
}

#[test]
#[ignore = "builds in release: scripts/check runs it after the release tests, with --ignored"]
fn a_measurement_killed_in_the_middle_leaves_the_record_before_it_byte_for_byte() {
    let scaffold = Scaffold::make();
    let measured = scaffold.workbook(&["measure", "--quick", "--rounds", "10", SLUG]);
    assert!(measured.status.success(), "{}", all(&measured));
    let record = Record::read(&scaffold.own_record(), SLUG).unwrap();
    assert_eq!(record.cases.len(), 2);
    assert!(record.cases.iter().all(|case| case.time.measured().is_some_and(|time| time.rounds_ps.len() == 10)));
    let before = std::fs::read(scaffold.own_record()).unwrap();
    let mut killed = 0;
    for milliseconds in [50, 200, 400, 800, 1_600, 3_200] {
        let delay = Duration::from_millis(milliseconds);
        if !kill_after(&scaffold, &["measure", "--quick", SLUG], delay) {
            break;
        }
        assert_eq!(std::fs::read(scaffold.own_record()).unwrap(), before, "killed after {delay:?}");
        killed += 1;
    }
    assert!(killed >= 3, "it had ended before it was killed: the test proves little");
    let directory = std::fs::read_dir(scaffold.own_record().parent().unwrap()).unwrap();
    let litter: Vec<_> = directory
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().starts_with('.'))
        .collect();
    assert!(litter.is_empty(), "{litter:?}");
    let table = scaffold.workbook(&["table", SLUG, "--mine", "--format", "csv"]);
    assert!(table.status.success() && stdout(&table).lines().count() == 3, "{}", all(&table));
    assert!(!scaffold.kept(Kind::Record).exists(), "a reader's measurement never makes a reference record");
}

/// Runs `check` on the experiment: exit status 1 and every one of `parts`, on standard output.
fn check_finds(scaffold: &Scaffold, parts: &[&str]) {
    let checked = scaffold.workbook(&["check", SLUG]);
    assert_eq!(checked.status.code(), Some(1), "{}", all(&checked));
    for part in parts {
        assert!(stdout(&checked).contains(part), "`{part}` is not in:\n{}", all(&checked));
    }
}

#[test]
#[ignore = "builds in release: scripts/check runs it after the release tests, with --ignored"]
fn check_tells_a_true_record_from_one_that_is_edited_damaged_or_out_of_date() {
    let scaffold = Scaffold::make();
    let parts = [
        "kept/record.json: no such file",
        "--reference",
        "kept/output.json: no such file",
        "kept/sites.json: no such file",
        "kept/heap.json: no such file",
        "kept/instructions.json: no such file",
        "5 problems",
    ];
    check_finds(&scaffold, &parts);

    let measured = scaffold.workbook(&["measure", "--reference", "--rounds", "10", SLUG]);
    assert!(measured.status.success(), "{}", all(&measured));
    let checked = scaffold.workbook(&["check", SLUG]);
    assert_eq!(stdout(&checked), "1 experiment checked, 0 problems\n", "{}", all(&checked));
    assert!(checked.status.success());

    let file = scaffold.kept(Kind::Record);
    let record = std::fs::read_to_string(&file).unwrap();
    let damages = [
        (record.replacen("\"requested_bytes\": 8", "\"requested_bytes\": 9", 1), "field `seal`"),
        (record[..record.len() / 2].to_owned(), "before it is complete"),
        (record.replacen(SLUG, "other", 1), "field `experiment` is `other`"),
        (record.replacen("\"schema\": 3", "\"schema\": 7", 1), "field `schema` is 7"),
    ];
    for (damaged, part) in damages {
        assert_ne!(damaged, record, "{part}");
        std::fs::write(&file, &damaged).unwrap();
        // The chapter's own tests read the record, too, and fail.
        let problems = ["kept/record.json: ", part, "kept/output.json: cannot be compared", "2 problems\n"];
        check_finds(&scaffold, &problems);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), damaged, "check changes nothing");
    }
    std::fs::write(&file, &record).unwrap();

    // Sealed anew over another figure, which only measuring again can find.
    let report = scaffold.kept(Kind::Sites);
    let sites = SiteReport::read(&report, SLUG).unwrap();
    let mut without_heap = sites.clone();
    let lines = &mut without_heap.body.files[0].listing.as_mut().unwrap().lines;
    let mut messages = lines.iter_mut().flat_map(|line| &mut line.release);
    messages.find(|message| message.verdict == SiteVerdict::Heap).unwrap().verdict = SiteVerdict::May;
    without_heap.write(&report).unwrap();
    check_finds(
        &scaffold,
        &["sites.json: src/boxed.rs: ", "recorded, heap: Box::new now; renew it with", "1 problem\n"],
    );
    sites.write(&report).unwrap();

    // A comment makes nothing stale and moves no line.
    let source = scaffold.source("src/boxed.rs");
    let text = std::fs::read_to_string(&source).unwrap();
    std::fs::write(&source, format!("//! One more line.\n//!\n{text}")).unwrap();
    let checked = scaffold.workbook(&["check", SLUG]);
    assert_eq!(stdout(&checked), "1 experiment checked, 0 problems\n", "{}", all(&checked));
    std::fs::write(&source, text).unwrap();

    // One allocation more: its test says so, and `check` goes on to say all that follows from it.
    let source = scaffold.source("src/boxed.rs");
    let once_more = std::fs::read_to_string(&source).unwrap().replacen("*make() + 1", "*make() + *make() - 40", 1);
    std::fs::write(&source, once_more).unwrap();
    check_finds(
        &scaffold,
        &[
            "record.json: field `sources`",
            "case `boxed`, debug: allocations 1 recorded, 2 now",
            "case `boxed`, release: allocations 1 recorded, 2 now",
            "output.json: cannot be compared",
            "heap.json: case `boxed`, ",
            "heap.json: field `sources`",
            "sites.json: field `sources`",
            "output.json: field `sources`",
        ],
    );
    let tested = scaffold.cargo(&["test", "--package", SLUG, "--test", "chapter"]);
    assert!(
        !tested.status.success() && stdout(&tested).contains("allocations                 1            2"),
        "{}",
        all(&tested)
    );
}

/// A command that says it is this release of Go, and does `body` when it is asked to build.
#[cfg(unix)]
fn toolchain(scaffold: &Scaffold, version: &str, body: &str) -> String {
    let file = scaffold.root.join("toolchains").join(version).join("bin/go");
    let script =
        format!("#!/bin/sh\nif [ \"$1\" = version ]; then echo go version go{version} linux/amd64; else {body}; fi\n");
    write_executable(&file, &script);
    file.to_str().unwrap().to_owned()
}

#[cfg(unix)]
fn write_executable(file: &Path, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, script).unwrap();
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
#[ignore = "builds in release: scripts/check runs it after the release tests, with --ignored"]
fn articles_names_what_fails_in_go_does_the_rust_half_and_keeps_the_record_before_it() {
    let scaffold = Scaffold::make();
    let without = scaffold.workbook(&["articles", SLUG]);
    assert_eq!(without.status.code(), Some(2), "{}", all(&without));
    assert!(stderr(&without).contains("scaffolded-probe has no Go programs"), "{}", all(&without));

    let module = scaffold.root.join("experiments").join(SLUG).join("go");
    std::fs::create_dir_all(&module).unwrap();
    std::fs::write(module.join("go.mod"), "module probe\n").unwrap();
    let does_not_build = toolchain(&scaffold, "1.27.3", "echo './boxed.go:7:2: undefined: x' >&2; exit 1");
    let too_old = toolchain(&scaffold, "1.12.17", "exit 1");
    let arguments = ["articles", SLUG, "--without-times", "--format", "csv", "--go", &does_not_build];
    let retested = scaffold.workbook(&[&arguments[..], &["--go", &too_old, "--go", "no/such/go"]].concat());
    assert_eq!(retested.status.code(), Some(1), "{}", all(&retested));
    for part in [
        "Go 1.12.17 is older than 1.21.0",
        "no/such/go: cannot be run",
        "experiments/scaffolded-probe/go: Go 1.27.3: ./boxed.go:7:2: undefined: x",
        "1 experiment re-tested with Go 1.27.3, 3 problems",
    ] {
        assert!(stderr(&retested).contains(part), "`{part}` is not in:\n{}", all(&retested));
    }
    for part in ["scaffolded-probe,boxed,Rust,1,", "scaffolded-probe,all,Go 1.27.3,,"] {
        assert!(stdout(&retested).contains(part), "`{part}` is not in:\n{}", all(&retested));
    }
    let file = scaffold.own(Kind::Go);
    let record = GoRecord::read(&file, SLUG).unwrap();
    assert_eq!(record.toolchains[0].failure.as_deref(), Some("./boxed.go:7:2: undefined: x"));

    let before = std::fs::read(&file).unwrap();
    let slow = toolchain(&scaffold, "1.26.0", "exec sleep 5");
    kill_at(&scaffold, &["articles", SLUG, "--without-times", "--go", &slow], "Go programs");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    std::fs::remove_file(file).unwrap();

    let none = scaffold.workbook(&["articles", SLUG, "--without-times", "--go", "no/such/go"]);
    assert!(stdout(&none).contains("Rust"), "{}", all(&none));
    assert!(stderr(&none).contains("scripts/install-go"), "{}", all(&none));
}

/// A toolchain whose test binary counts `allocations` of the case `boxed`, and takes 7 ns a call.
#[cfg(unix)]
fn working_toolchain(scaffold: &Scaffold, version: &str, allocations: u64) -> String {
    let binary = scaffold.root.join("toolchains").join(version).join("binary");
    let counted = format!(r#"[{{"variant":"boxed","size":null,"allocations":{allocations},"bytes":8}}]"#);
    let timed = r#"{"calls":[100,200],"nanoseconds":[900,1400]}"#;
    let script = format!(
        "#!/bin/sh\ncase \"$1\" in -workbook.counts) echo '{counted}';; -workbook.cell=*) echo '{timed}';; esac\n"
    );
    let go = toolchain(scaffold, version, &format!("if [ $1 = test ]; then cp '{}' \"$4\"; fi", binary.display()));
    write_executable(&binary, &script);
    go
}

#[cfg(unix)]
#[test]
#[ignore = "builds in release: scripts/check runs it after the release tests, with --ignored"]
fn articles_times_the_releases_named_and_says_where_a_count_is_other_than_the_books() {
    let scaffold = Scaffold::make();
    let module = scaffold.root.join("experiments").join(SLUG).join("go");
    std::fs::create_dir_all(&module).unwrap();
    std::fs::write(module.join("go.mod"), "module probe\n").unwrap();
    let [older, newer] =
        [("1.26.0", 2), ("1.27.3", 1)].map(|(version, count)| working_toolchain(&scaffold, version, count));
    let retest = |more: &[&str]| {
        scaffold.workbook(&[&["articles", SLUG, "--format", "csv", "--go", &older, "--go", &newer], more].concat())
    };

    let unknown = retest(&["--timed", "1.25.0"]);
    assert_eq!(unknown.status.code(), Some(2), "{}", all(&unknown));
    let part = "--timed 1.25.0: no such toolchain here, there is Go 1.26.0, 1.27.3";
    assert!(stderr(&unknown).contains(part), "{}", all(&unknown));

    let timed = retest(&["--timed", "1.27.3", "--rounds", "10", "--reference"]);
    assert!(timed.status.success(), "{}", all(&timed));
    let file = scaffold.kept(Kind::Go);
    let record = GoRecord::read(&file, SLUG).unwrap();
    let times = |index: usize| record.toolchains[index].cases[0].time.measured().map(|time| time.rounds_ps.clone());
    assert_eq!(times(0), None, "1.26.0 is counted only");
    assert_eq!(times(1), Some(vec![7000; 10]), "the fastest sample of each round");
    let rust = record.rust.iter().find(|case| case.id() == "boxed").unwrap();
    assert_eq!(rust.time.measured().map(|time| time.rounds_ps.len()), Some(10), "in the same rounds");

    // Another count under a release that the book has; a release that it has not is not compared.
    let before = std::fs::read(&file).unwrap();
    working_toolchain(&scaffold, "1.26.0", 3);
    let unlike = retest(&["--without-times", "--go", &working_toolchain(&scaffold, "1.27.2", 5)]);
    assert_eq!(unlike.status.code(), Some(1), "{}", all(&unlike));
    for part in [
        "go.json: Go 1.26.0: case `boxed`: allocations 2 recorded, 3 now",
        "1 experiment re-tested with Go 1.26.0, 1.27.2, 1.27.3, 1 problem",
    ] {
        assert!(stderr(&unlike).contains(part), "`{part}` is not in:\n{}", all(&unlike));
    }
    assert_eq!(std::fs::read(&file).unwrap(), before, "the book's record is not the reader's to change");
    std::fs::remove_file(scaffold.own(Kind::Go)).unwrap();
}
