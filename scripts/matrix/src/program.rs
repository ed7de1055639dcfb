//! What is compiled under each setting?
//!
//! A package of two programs that call every case of a chapter's declaration between marks: `plain` declares no allocator, `counted`
//! declares `stats_alloc`. It depends on the chapter's library and on little else, because each setting compiles it anew. It is a
//! workspace of its own with a copy of this one's lock file, so cargo resolves the same versions and asks no registry.

use anyhow::{Context, bail};
use measure::binaries;
use record::matrix::{Calls, Lto, OptLevel, Setting};
use record::{Chapter, Workspace};
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// The sources, by their names.
const SOURCES: [(&str, &str); 4] = [
    ("cases.rs", include_str!("../program/cases.rs")),
    ("plain.rs", include_str!("../program/plain.rs")),
    ("counted.rs", include_str!("../program/counted.rs")),
    ("mark.rs", malloc_trace::MARK_SOURCE),
];
const MANIFEST: &str = include_str!("../program/Cargo.toml.in");

/// The package, and how it is built.
#[derive(Debug)]
pub(crate) struct Program<'a> {
    workspace: &'a Workspace,
    rustc: Option<&'a Path>,
    directory: &'a Path,
}

/// What was seen of one case under one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The case's id.
    pub(crate) case: String,
    /// Its answer, the same in both programs.
    pub(crate) answer: u64,
    /// Calls of malloc in the program that declares no allocator.
    pub(crate) malloc: Calls,
    /// What `stats_alloc` counts in the program that declares it.
    pub(crate) counter: Calls,
    /// Calls of malloc in that program.
    pub(crate) malloc_beside_counter: Calls,
}

impl<'a> Program<'a> {
    /// Writes the package into `directory`, which is empty.
    pub(crate) fn write(
        workspace: &'a Workspace,
        experiment: &Chapter,
        rustc: Option<&'a Path>,
        directory: &'a Path,
    ) -> anyhow::Result<Self> {
        let root = workspace.root();
        // A path as TOML writes a string.
        let path = |path: &Path| toml::Value::from(path.display().to_string()).to_string();
        let manifest = MANIFEST
            .replace("@SLUG@", &experiment.slug)
            .replace("@CHAPTER@", &path(&experiment.directory))
            .replace("@STATS_ALLOC@", &counter_version(root)?);
        let lock_file = root.join("Cargo.lock");
        let lock = std::fs::read_to_string(&lock_file).with_context(|| lock_file.display().to_string())?;
        for (name, text) in SOURCES.into_iter().chain([("Cargo.toml", manifest.as_str()), ("Cargo.lock", &lock)]) {
            let file = directory.join(name);
            std::fs::write(&file, text).with_context(|| file.display().to_string())?;
        }
        Ok(Self { workspace, rustc, directory })
    }

    /// Builds both programs under a setting and runs them under valgrind. What was seen is in the order of the declaration.
    pub(crate) fn run(&self, setting: Setting) -> anyhow::Result<Vec<Seen>> {
        let seen = self.build(setting).and_then(|target| {
            let program = |name: &str| target.join(name).with_extension(std::env::consts::EXE_EXTENSION);
            both(watched(&program("plain"))?, watched(&program("counted"))?)
        });
        // Paths differ from run to run, and an error may be committed.
        seen.map_err(|error| anyhow::anyhow!(format!("{error:#}").replace(&self.directory.display().to_string(), ".")))
    }

    /// Returns where the programs are.
    fn build(&self, setting: Setting) -> anyhow::Result<PathBuf> {
        let target = self.directory.join("target");
        let mut command = binaries::cargo(self.workspace);
        command.args(["build", "--quiet", "--release", "--offline", "--manifest-path"]);
        command.arg(self.directory.join("Cargo.toml")).arg("--target-dir").arg(&target).envs(profile(setting));
        if let Some(rustc) = self.rustc {
            command.env("RUSTC", rustc);
        }
        let output = command.stdin(Stdio::null()).output().context("cargo cannot be run; is it on PATH?")?;
        if !output.status.success() {
            bail!("cargo failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(target.join("release"))
    }
}

/// The version of `stats_alloc` that the workspace uses.
fn counter_version(root: &Path) -> anyhow::Result<String> {
    let file = root.join("Cargo.toml");
    let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let manifest: toml::Table = text.parse().with_context(|| file.display().to_string())?;
    let version =
        manifest.get("workspace").and_then(|workspace| workspace.get("dependencies")?.get("stats_alloc")?.as_str());
    let version = version.with_context(|| format!("{}: no version of stats_alloc", file.display()))?;
    Ok(version.to_owned())
}

/// A setting as the variables from which cargo takes its release profile.
fn profile(Setting { opt_level, build }: Setting) -> [(&'static str, String); 6] {
    let lto = match build.lto {
        Lto::Off => "off",
        Lto::Local => "false",
        Lto::Thin => "thin",
        Lto::Fat => "fat",
    };
    [
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", opt_level.word().to_owned()),
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", build.codegen_units.to_string()),
        ("CARGO_PROFILE_RELEASE_LTO", lto.to_owned()),
        ("CARGO_PROFILE_RELEASE_PANIC", build.panic.word().to_owned()),
        // As in the dev profile, whose opt-level is 0.
        ("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", (opt_level == OptLevel::Zero).to_string()),
        ("CARGO_PROFILE_RELEASE_DEBUG", "false".to_owned()),
    ]
}

/// A case in one of the programs.
struct Watched {
    case: String,
    answer: u64,
    counted: Calls,
    malloc: Calls,
}

/// Runs a program under valgrind.
fn watched(program: &Path) -> anyhow::Result<Vec<Watched>> {
    let trace = malloc_trace::trace(program, &[]).map_err(anyhow::Error::msg)?;
    let text = String::from_utf8(trace.stdout)?;
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() != trace.calls.len() {
        bail!("{}: {} cases ran, {} are in valgrind's trace", program.display(), lines.len(), trace.calls.len());
    }
    let watched = lines.into_iter().zip(trace.calls).map(|(line, calls)| {
        let malloc = Calls { allocations: calls.allocations, reallocations: calls.reallocations };
        parse(line, malloc).with_context(|| format!("{} printed {line:?}", program.display()))
    });
    watched.collect()
}

/// `boxed/64 42 1 0`: a case, its answer, what was counted.
fn parse(line: &str, malloc: Calls) -> Option<Watched> {
    let [case, answer, allocations, reallocations] = line.split(' ').collect::<Vec<_>>()[..] else { return None };
    let counted = Calls { allocations: allocations.parse().ok()?, reallocations: reallocations.parse().ok()? };
    Some(Watched { case: case.to_owned(), answer: answer.parse().ok()?, counted, malloc })
}

/// What was seen of the cases in both programs.
fn both(plain: Vec<Watched>, counted: Vec<Watched>) -> anyhow::Result<Vec<Seen>> {
    let seen = plain.into_iter().zip(counted).map(|(plain, counted)| {
        let (case, answer) = (plain.case, plain.answer);
        if answer != counted.answer {
            bail!("`{case}` answers {answer}, and {} beside stats_alloc; its figures are void", counted.answer);
        }
        Ok(Seen { case, answer, malloc: plain.malloc, counter: counted.counted, malloc_beside_counter: counted.malloc })
    });
    seen.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_gets_the_words_of_its_profiles() {
        let given = |setting: &str| profile(setting.parse().unwrap()).map(|(_, value)| value).join(" ");
        assert_eq!(given("3 16 local unwind"), "3 16 false unwind false false");
        assert_eq!(given("z 1 off abort"), "z 1 off abort false false");
        assert_eq!(given("0 16 fat unwind"), "0 16 fat unwind true false");
    }
}
