//! What does one setting give?
//!
//! rustc is called as cargo would call it with such a profile: `-C linker-plugin-lto` makes the libraries of a build with thin or fat
//! LTO bitcode alone, and `-C lto` is given to the program. Seen with `cargo build --release -v`, cargo 1.95.

use crate::program::{COUNTED, PLAIN, SNIPPETS};
use anyhow::{Context, bail};
use measure::{Workspace, binaries};
use record::matrix::{Calls, Lto, Setting};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Where `stats_alloc` is on this machine.
#[derive(Debug)]
pub struct Counter {
    source: PathBuf,
    edition: String,
}

impl Counter {
    /// The crate's name.
    const NAME: &str = "stats_alloc";

    /// Asks cargo, which has the source because the workspace depends on it. `platform` is this machine's, such as `x86_64-unknown-linux-gnu`.
    ///
    /// # Errors
    ///
    /// When cargo cannot be run, or the workspace does not depend on `stats_alloc`.
    pub fn find(workspace: &Workspace, platform: &str) -> anyhow::Result<Self> {
        // Of this platform alone: cargo would download the crates of all others. It asks the network only when something is missing here.
        let metadata = |offline: &[&str]| {
            let mut command = binaries::cargo(workspace);
            command.args(["metadata", "--format-version=1", "--filter-platform", platform]).args(offline);
            command.output().context("cargo cannot be run; is it on PATH?")
        };
        let mut output = metadata(&["--offline"])?;
        if !output.status.success() {
            output = metadata(&[])?;
        }
        if !output.status.success() {
            let messages = String::from_utf8_lossy(&output.stderr);
            bail!("`cargo metadata` failed ({}): {}", output.status, messages.trim());
        }
        let metadata = cargo_metadata::MetadataCommand::parse(String::from_utf8(output.stdout)?)?;
        let package = metadata.packages.iter().find(|package| package.name.as_str() == Self::NAME);
        let target = package.and_then(|package| package.targets.iter().find(|target| target.is_lib()));
        let target = target.with_context(|| {
            format!(
                "{}: no member of the workspace depends on {}",
                workspace.root().join("Cargo.toml").display(),
                Self::NAME
            )
        })?;
        Ok(Self { source: target.src_path.clone().into(), edition: target.edition.to_string() })
    }
}

/// What does not change from setting to setting.
#[derive(Debug)]
pub struct Recipe<'a> {
    /// Where rustc runs: the toolchain file of the workspace decides which one it is.
    pub root: &'a Path,
    /// The compiler.
    pub rustc: &'a Path,
    /// Where the sources are, and the programs come to be.
    pub directory: &'a Path,
    /// The counter.
    pub counter: &'a Counter,
}

/// What was seen of one variant under one setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its answer, the same in both programs.
    pub answer: u64,
    /// Calls of malloc in the program that declares no allocator.
    pub malloc: Calls,
    /// What `stats_alloc` counts in the program that declares it.
    pub counter: Calls,
    /// Calls of malloc in that program.
    pub malloc_beside_counter: Calls,
}

impl Recipe<'_> {
    /// Builds both programs with a setting, runs them, and removes them. What was seen is in the order of `names`.
    ///
    /// # Errors
    ///
    /// The compiler's message, or what went wrong with a program.
    pub fn run(&self, setting: Setting, names: &[&str]) -> anyhow::Result<Vec<Seen>> {
        let place = self.directory.join(setting.to_string().replace(' ', "-"));
        std::fs::create_dir(&place).with_context(|| place.display().to_string())?;
        let seen = self.build(setting, &place).and_then(|()| run(&place, names));
        // Eighty settings are more than a gigabyte; what cannot be removed goes with the parent.
        let _ = std::fs::remove_dir_all(&place);
        // Paths differ from run to run, and an error may be committed.
        seen.map_err(|error| anyhow::anyhow!(format!("{error:#}").replace(&self.directory.display().to_string(), ".")))
    }

    fn build(&self, setting: Setting, place: &Path) -> anyhow::Result<()> {
        let source = |name: &str| self.directory.join(format!("{name}.rs"));
        let library = |name: &str, source: &Path, edition: &str| {
            let mut command = self.rustc(setting, Kind::Library, place, name, edition);
            compile(command.arg("--crate-type=rlib").arg(source))
        };
        library(SNIPPETS, &source(SNIPPETS), "2024")?;
        library(Counter::NAME, &self.counter.source, &self.counter.edition)?;
        for (name, libraries) in [(PLAIN, &[SNIPPETS][..]), (COUNTED, &[SNIPPETS, Counter::NAME])] {
            let mut command = self.rustc(setting, Kind::Program, place, name, "2024");
            for library in libraries {
                command
                    .arg("--extern")
                    .arg(format!("{library}={}", place.join(format!("lib{library}.rlib")).display()));
            }
            compile(command.arg("--crate-type=bin").arg(source(name)))?;
        }
        Ok(())
    }

    fn rustc(&self, setting: Setting, kind: Kind, place: &Path, name: &str, edition: &str) -> Command {
        let mut command = Command::new(self.rustc);
        command.current_dir(self.root).args(["--cap-lints=allow", "--crate-name", name, "--edition", edition]);
        command.arg("--out-dir").arg(place).args(flags(setting, kind).iter().flat_map(|flag| ["-C", flag.as_str()]));
        command
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Library,
    Program,
}

/// The arguments of `-C`.
fn flags(setting: Setting, kind: Kind) -> Vec<String> {
    let Setting { opt_level, build } = setting;
    let mut flags = vec![
        format!("opt-level={}", opt_level.word()),
        format!("codegen-units={}", build.codegen_units),
        format!("panic={}", build.panic.word()),
    ];
    flags.extend(match (build.lto, kind) {
        (Lto::Off, _) => vec!["lto=off".to_owned(), "embed-bitcode=no".to_owned()],
        (Lto::Local, _) => vec!["embed-bitcode=no".to_owned()],
        (Lto::Thin | Lto::Fat, Kind::Library) => vec!["linker-plugin-lto".to_owned()],
        (lto @ (Lto::Thin | Lto::Fat), Kind::Program) => vec![format!("lto={}", lto.word())],
    });
    flags
}

fn compile(command: &mut Command) -> anyhow::Result<()> {
    let rustc = command.get_program().display().to_string();
    output(command, &rustc).map(|_| ())
}

fn output(command: &mut Command, what: &str) -> anyhow::Result<Output> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{what} cannot be run"))?;
    if !output.status.success() {
        bail!("{what} failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(output)
}

/// Runs both programs, each by itself for what it prints and under valgrind for what malloc sees.
fn run(place: &Path, names: &[&str]) -> anyhow::Result<Vec<Seen>> {
    let [plain, counted] = [PLAIN, COUNTED].map(|name| place.join(name));
    let answers = printed::<1>(&plain, names)?;
    let counts = printed::<3>(&counted, names)?;
    let [malloc, beside] = [watched(&plain, names)?, watched(&counted, names)?];
    let mut seen = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let ([answer], [other, allocations, reallocations]) = (answers[index], counts[index]);
        if answer != other {
            bail!("`{name}` answers {answer}, and {other} beside {}; its figures are void", Counter::NAME);
        }
        seen.push(Seen {
            answer,
            malloc: malloc[index],
            counter: Calls { allocations, reallocations },
            malloc_beside_counter: beside[index],
        });
    }
    Ok(seen)
}

/// The numbers that a program prints, a line a variant.
fn printed<const NUMBERS: usize>(program: &Path, names: &[&str]) -> anyhow::Result<Vec<[u64; NUMBERS]>> {
    let what = program.display().to_string();
    let text = String::from_utf8(output(&mut Command::new(program), &what)?.stdout)?;
    let numbers = |line: &str| -> Option<[u64; NUMBERS]> {
        line.split(' ').map(|word| word.parse().ok()).collect::<Option<Vec<u64>>>()?.try_into().ok()
    };
    let lines: Option<Vec<[u64; NUMBERS]>> = text.lines().map(numbers).collect();
    lines.filter(|lines| lines.len() == names.len()).with_context(|| format!("{what} printed {text:?}"))
}

/// The calls of malloc, a variant each.
fn watched(program: &Path, names: &[&str]) -> anyhow::Result<Vec<Calls>> {
    let calls = harness::malloc::trace(program, &[]).map_err(anyhow::Error::msg)?.calls;
    if calls.len() != names.len() {
        bail!("{} variants ran, {} are in valgrind's trace", names.len(), calls.len());
    }
    let asking =
        |calls: harness::malloc::Calls| Calls { allocations: calls.allocations, reallocations: calls.reallocations };
    Ok(calls.into_iter().map(asking).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rustc_gets_the_flags_that_cargo_gives() {
        let given = |setting: &str, kind| flags(setting.parse().unwrap(), kind).join(" ");
        let (library, program) = (Kind::Library, Kind::Program);
        assert_eq!(given("3 16 local unwind", library), "opt-level=3 codegen-units=16 panic=unwind embed-bitcode=no");
        assert_eq!(given("3 16 local unwind", program), given("3 16 local unwind", library));
        assert!(given("z 1 off abort", program).ends_with("panic=abort lto=off embed-bitcode=no"));
        assert!(given("s 1 fat abort", library).ends_with("linker-plugin-lto"));
        assert!(given("s 1 thin abort", program).ends_with("lto=thin"));
    }
}
