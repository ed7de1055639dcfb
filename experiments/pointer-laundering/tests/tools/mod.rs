//! How is an unsound program built and watched? Shared by the chapter's findings and its ordinary tests.
//!
//! Every program runs in a child process, built into a temporary directory that goes away with [`Workshop`].

use harness::compiled::rustc;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// What the child's exit status is when a tool reports.
pub(crate) const REPORTED: i32 = 99;

/// Who watches a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Watcher {
    /// Nobody: the program as a user would run it.
    Nobody,
    /// AddressSanitizer, compiled into the program by `rustc -Zsanitizer=address`.
    AddressSanitizer,
    /// valgrind's memcheck, around the plain program.
    Valgrind,
}

/// What a run of a program came to.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit status; `None` when a signal ended the program.
    pub(crate) exit_status: Option<i32>,
    /// Standard error as it was.
    pub(crate) stderr: String,
}

impl Run {
    /// What the watcher reported first, in its own words, or `nothing`: `stack-use-after-scope` out of
    /// `==7==ERROR: AddressSanitizer: stack-use-after-scope on ...`, `Invalid read of size 8` out of `==7== Invalid read of size 8`.
    pub(crate) fn report(&self) -> &str {
        let first = self.stderr.lines().find_map(|line| {
            let text = line.strip_prefix("==")?.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("==")?;
            match text.strip_prefix("ERROR: AddressSanitizer: ") {
                Some(report) => report.split(' ').next(),
                None => text.strip_prefix(' '),
            }
        });
        first.unwrap_or("nothing")
    }
}

/// Builds and runs the programs of `tests/unsound`.
#[derive(Debug)]
pub(crate) struct Workshop {
    directory: TempDir,
}

impl Workshop {
    /// An empty workshop.
    pub(crate) fn new() -> Result<Self, String> {
        let directory = tempfile::tempdir().map_err(|error| format!("a temporary directory: {error}"))?;
        Ok(Self { directory })
    }

    /// Builds `tests/unsound/<program>.rs` at an opt-level and runs it under `watcher`.
    ///
    /// # Errors
    ///
    /// When the program does not compile, or a program of the run cannot be started.
    pub(crate) fn run(&self, program: &str, opt_level: u8, watcher: Watcher) -> Result<Run, String> {
        let executable = self.build(program, opt_level, watcher == Watcher::AddressSanitizer)?;
        let mut command = match watcher {
            Watcher::Nobody | Watcher::AddressSanitizer => Command::new(&executable),
            Watcher::Valgrind => {
                let mut valgrind = Command::new("valgrind");
                valgrind.args(["--quiet", &format!("--error-exitcode={REPORTED}")]).arg(&executable);
                valgrind
            }
        };
        // What the caller's shell asks of the watchers does not matter.
        command
            .env_remove("VALGRIND_OPTS")
            .env("ASAN_OPTIONS", format!("exitcode={REPORTED}:detect_stack_use_after_return=1"));
        let output = command.output().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
        Ok(Run { exit_status: output.status.code(), stderr: String::from_utf8_lossy(&output.stderr).into_owned() })
    }

    fn build(&self, program: &str, opt_level: u8, is_sanitized: bool) -> Result<PathBuf, String> {
        let executable = self.directory.path().join(format!("{program}-{opt_level}-{is_sanitized}"));
        if executable.exists() {
            return Ok(executable);
        }
        let mut rustc = rustc();
        rustc
            .args(["--edition=2024", "-g", &format!("-Copt-level={opt_level}"), "-o"])
            .arg(&executable)
            .arg(package().join(format!("tests/unsound/{program}.rs")));
        if is_sanitized {
            // The stable compiler ships the sanitizer and keeps the option unstable; this variable lets one child process use it.
            rustc.arg("-Zsanitizer=address").env("RUSTC_BOOTSTRAP", "1");
        }
        let output = output_of(&mut rustc)?;
        if !output.status.success() {
            return Err(format!("{program}.rs does not compile:\n{}", String::from_utf8_lossy(&output.stderr)));
        }
        Ok(executable)
    }
}

/// The chapter's directory.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a command to its end, whatever its exit status.
pub(crate) fn output_of(command: &mut Command) -> Result<Output, String> {
    command.output().map_err(|error| format!("{}: {error}", command.get_program().display()))
}
