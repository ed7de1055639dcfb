//! Where are the binaries of an experiment?
//!
//! cargo builds them and says where they are; nothing here knows how cargo names files.

use crate::{Chapter, Progress, Workspace};
use anyhow::{Context, bail};
use cargo_metadata::Message;
use record::Profile;
use record::program::{CHAPTER, TIME};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The test programs of chapters, in both builds; see [`record::program`].
#[derive(Debug)]
pub struct Programs {
    debug: Executables,
    release: Executables,
}

impl Programs {
    /// Builds them.
    ///
    /// # Errors
    ///
    /// As [`build`].
    pub fn build(workspace: &Workspace, chapters: &[Chapter], progress: &dyn Progress) -> anyhow::Result<Self> {
        let packages: Vec<&str> = chapters.iter().map(|chapter| chapter.slug.as_str()).collect();
        // Both at once: what is built takes as long, and where nothing is, cargo takes a second to find that out.
        progress.begin("building (debug and release)", None);
        let (debug, release) = std::thread::scope(|threads| {
            let release = threads.spawn(|| self::chapters(workspace, &packages, true));
            let debug = self::chapters(workspace, &packages, false);
            (debug, release.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        progress.end();
        Ok(Self { debug: debug?, release: release? })
    }

    /// The program of one of the chapters.
    pub fn of(&self, chapter: &Chapter, profile: Profile) -> &Path {
        match profile {
            Profile::Debug => &self.debug[&chapter.slug],
            Profile::Release => &self.release[&chapter.slug],
        }
    }
}

/// The test programs of chapters, in debug or release.
///
/// # Errors
///
/// As [`build`].
pub fn chapters(workspace: &Workspace, packages: &[&str], is_release: bool) -> anyhow::Result<Executables> {
    build(workspace, packages, Target::Test(CHAPTER), is_release)
}

/// The benches of chapters.
///
/// # Errors
///
/// As [`build`].
pub fn benches(workspace: &Workspace, packages: &[&str]) -> anyhow::Result<Executables> {
    build(workspace, packages, Target::Bench(TIME), true)
}

/// Runs a program of a chapter with one of the flags of [`record::program`], and reads what it prints.
///
/// # Errors
///
/// When the program fails, with what it said, or prints something else.
pub fn ask<T: DeserializeOwned>(program: &Path, arguments: &[&str]) -> anyhow::Result<T> {
    let shown = || format!("{} {}", program.display(), arguments.join(" "));
    let output =
        Command::new(program).args(arguments).output().with_context(|| format!("{} cannot be run", shown()))?;
    if !output.status.success() {
        bail!("{} failed ({}):\n{}", shown(), output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    serde_json::from_slice(&output.stdout).with_context(|| format!("{}: what it printed", shown()))
}

/// Executables by package.
pub type Executables = BTreeMap<String, PathBuf>;

/// What to build of each package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// An integration test.
    Test(&'a str),
    /// A benchmark.
    Bench(&'a str),
    /// A program.
    Program(&'a str),
}

impl Target<'_> {
    fn flag(self) -> &'static str {
        match self {
            Self::Test(_) => "--test",
            Self::Bench(_) => "--bench",
            Self::Program(_) => "--bin",
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Test(name) | Self::Bench(name) | Self::Program(name) => name,
        }
    }
}

/// Builds one target of each of `packages` and returns the executables. Compiler messages go to stderr.
///
/// cargo chooses the features of a dependency by the packages that it is asked for. So that nothing is built again, the target of one chapter, which
/// every chapter has, is built as `cargo test --package` builds it, and so are those of several in release, where the others may not be
/// built at all; anything else as `cargo test --workspace` does.
///
/// # Errors
///
/// When cargo cannot be run or the code does not compile.
pub fn build(
    workspace: &Workspace,
    packages: &[&str],
    target: Target<'_>,
    is_release: bool,
) -> anyhow::Result<Executables> {
    if packages.is_empty() {
        return Ok(Executables::new());
    }
    let mut command = cargo(workspace);
    command.args(["build", "--quiet", "--message-format=json-render-diagnostics"]);
    if is_release {
        command.arg("--release");
    }
    let name = target.name();
    let is_of_every_chapter = matches!(target, Target::Test(CHAPTER) | Target::Bench(TIME));
    let is_of_some = packages.len() == 1 || (is_release && packages.len() < workspace.chapters()?.len());
    if is_of_every_chapter && is_of_some {
        command.args(packages.iter().flat_map(|package| ["--package", package]));
    } else {
        command.arg("--workspace");
    }
    command.args([target.flag(), name]);
    let (executables, is_built) = built(command, name)?;
    if !is_built {
        bail!("cargo could not build {name} ({} of {}); its messages are above", target.flag(), packages.join(", "));
    }
    for package in packages {
        if !executables.contains_key(*package) {
            let flag = target.flag();
            bail!("{package}: cargo built no {flag} {name}; declare the target in the crate's Cargo.toml");
        }
    }
    Ok(executables)
}

/// Builds one target of each package that has it by another compiler, the executable `rustc`, and returns the executables of those that compile. What it
/// builds is below `target/workbook/compilers`.
///
/// # Errors
///
/// When cargo cannot be run.
pub fn build_by(
    workspace: &Workspace,
    rustc: &Path,
    target: Target<'_>,
    is_release: bool,
) -> anyhow::Result<Executables> {
    let mut command = cargo(workspace);
    command.args(["build", "--quiet", "--message-format=json-render-diagnostics", "--workspace", "--keep-going"]);
    command.args([target.flag(), target.name()]).args(is_release.then_some("--release"));
    // cargo tells the compilers apart by their versions, and keeps what each has built.
    let directory = workspace.own_directory().join("compilers");
    command.env("RUSTC", rustc).env("CARGO_TARGET_DIR", directory);
    Ok(built(command, target.name())?.0)
}

/// Runs a build; the executables of the target called `name`, and whether everything was built.
fn built(mut command: Command, name: &str) -> anyhow::Result<(Executables, bool)> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cargo cannot be run; is it on PATH?")?;
    let stdout = child.stdout.take().context("cargo's output")?;
    let mut executables = Executables::new();
    for message in Message::parse_stream(BufReader::new(stdout)) {
        if let Message::CompilerArtifact(artifact) = message.context("cargo's messages")?
            && artifact.target.name == name
            && let Some(executable) = artifact.executable
        {
            // The package's directory is its slug.
            let package = artifact.manifest_path.parent().and_then(|directory| directory.file_name());
            let package = package.context("cargo named an artifact without a package")?;
            executables.insert(package.to_owned(), executable.into());
        }
    }
    Ok((executables, child.wait()?.success()))
}

/// The cargo that runs this, or the one on PATH, in the workspace's root.
pub fn cargo(workspace: &Workspace) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace.root());
    command
}
