//! What cargo builds of a revision, and the links of it that are kept.

use anyhow::{Context, bail};
use object::{Object, ObjectSection, SectionFlags};
use record::links::{self, LinkLine};
use serde::Deserialize;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What cargo is to build, besides the targets.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    /// `--package`, `--features` and the like, as cargo takes them.
    pub(super) arguments: Vec<String>,
    /// The profile.
    pub(super) profile: String,
    pub(super) target_directory: PathBuf,
}

/// A target that benchmarks or tests are in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub(super) kind: Kind,
    pub(super) name: String,
}

/// What kind of target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Bench,
    Test,
    /// The library's own tests.
    Lib,
}

impl Target {
    /// The arguments that choose it.
    fn arguments(&self) -> Vec<&str> {
        match self.kind {
            Kind::Bench => vec!["--bench", &self.name],
            Kind::Test => vec!["--test", &self.name],
            Kind::Lib => vec!["--lib"],
        }
    }
}

/// The links of one target of one revision, the first as rustc has it made.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) links: Vec<PathBuf>,
}

#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Message {
    CompilerArtifact {
        target: CompiledTarget,
        executable: Option<PathBuf>,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct CompiledTarget {
    kind: Vec<String>,
    name: String,
}

/// Builds the targets named, or all benches where none is; which there are, with the program of each.
pub(super) fn build(
    directory: &Path,
    settings: &Settings,
    chosen: &[Target],
) -> anyhow::Result<Vec<(Target, PathBuf)>> {
    let mut command = cargo(directory, settings, "test");
    command.args(["--no-run", "--message-format", "json-render-diagnostics"]);
    if chosen.is_empty() {
        command.arg("--benches");
    }
    command.args(chosen.iter().flat_map(Target::arguments));
    let output = command.stderr(Stdio::inherit()).output().context("cargo cannot be run; is it on PATH?")?;
    if !output.status.success() {
        bail!("it does not compile; the messages are above");
    }
    let stdout = String::from_utf8_lossy(&output.stdout);
    let messages = stdout.lines().filter_map(|line| serde_json::from_str(line).ok());
    let mut programs: Vec<(Target, PathBuf)> = messages
        .filter_map(|message| {
            let Message::CompilerArtifact { target, executable: Some(program) } = message else { return None };
            let kind = match target.kind.first()?.as_str() {
                "bench" => Kind::Bench,
                "test" => Kind::Test,
                "bin" | "example" => return None,
                _ => Kind::Lib,
            };
            let target = Target { kind, name: target.name };
            let is_meant =
                if chosen.is_empty() { kind == Kind::Bench } else { chosen.iter().any(|one| is_named(one, &target)) };
            is_meant.then_some((target, program))
        })
        .collect();
    programs.sort();
    Ok(programs)
}

/// Whether a target that was built is the one asked for; the library has one name only.
fn is_named(chosen: &Target, built: &Target) -> bool {
    chosen.kind == built.kind && (chosen.kind == Kind::Lib || chosen.name == built.name)
}

/// Keeps a program that was built in `place`, linked in several orders; one link where the linker can't.
pub(super) fn keep(
    directory: &Path,
    settings: &Settings,
    (target, built): &(Target, PathBuf),
    links: usize,
    place: &Path,
) -> anyhow::Result<Program> {
    std::fs::create_dir_all(place).with_context(|| place.display().to_string())?;
    // Of equal length, because a program's path is on its stack.
    let file = |link: usize| place.join(format!("{link:03}"));
    if links > 1
        && let Some(line) = link_line(directory, settings, target)?
    {
        let all: Vec<PathBuf> = (0..links).map(file).collect();
        if (0..).zip(&all).all(|(seed, file)| line.link(file, seed)) {
            return Ok(Program { links: all });
        }
    }
    std::fs::copy(built, file(0)).with_context(|| file(0).display().to_string())?;
    Ok(Program { links: vec![file(0)] })
}

/// How rustc links a target; none if it does not say.
fn link_line(directory: &Path, settings: &Settings, target: &Target) -> anyhow::Result<Option<LinkLine>> {
    let mut command = cargo(directory, settings, "rustc");
    command.args(target.arguments()).args(["--quiet", "--"]).args(links::ARGUMENTS);
    if target.kind == Kind::Lib {
        command.arg("--test");
    }
    let output = command.output().context("cargo cannot be run; is it on PATH?")?;
    Ok(LinkLine::printed(&output.stdout, directory).filter(|_| output.status.success()))
}

fn cargo(directory: &Path, settings: &Settings, subcommand: &str) -> Command {
    // The toolchain is the one that the reader or the revision asks for, or the reader's default.
    let mut command = heap_sites::of_directory("cargo", directory);
    command.arg(subcommand);
    command.args(["--profile", &settings.profile, "--target-dir"]).arg(&settings.target_directory);
    command.args(&settings.arguments);
    // The names of functions tell what a test asks for from what its harness does.
    command.env(format!("CARGO_PROFILE_{}_STRIP", settings.profile.to_uppercase().replace('-', "_")), "none");
    if std::io::stderr().is_terminal() {
        command.env("CARGO_TERM_COLOR", "always");
    }
    command
}

/// Whether two programs have the same code and data, wherever their sources have moved to: all that is loaded is the same bytes.
pub(super) fn is_same(a: &Path, b: &Path) -> anyhow::Result<bool> {
    let read = |path: &Path| std::fs::read(path).with_context(|| path.display().to_string());
    let (a, b) = (read(a)?, read(b)?);
    if a == b {
        return Ok(true);
    }
    match (loaded(&a), loaded(&b)) {
        (Some(a), Some(b)) => Ok(a == b),
        _ => Ok(false),
    }
}

/// The sections that are loaded, but for the note that names the build.
fn loaded(program: &[u8]) -> Option<Vec<(Vec<u8>, &[u8])>> {
    let file = object::File::parse(program).ok()?;
    let mut sections = Vec::new();
    for section in file.sections() {
        let SectionFlags::Elf { sh_flags, .. } = section.flags() else { return None };
        let name = section.name_bytes().ok()?;
        if sh_flags.contains(object::elf::SHF_ALLOC) && name != b".note.gnu.build-id" {
            sections.push((name.to_owned(), section.data().ok()?));
        }
    }
    Some(sections)
}
