//! Which programs has a chapter under allocators of their own, and for which targets are they built?
//!
//! The manifest says it: a program is one of an allocator when it has another one which counts, and `package.metadata.allocators` names those that are built
//! for musl as well. That target comes with a library of C and is linked by the toolchain's own linker, so that no compiler of C is needed for it.

use crate::{Chapter, Progress, Workspace, binaries};
use anyhow::{Context, bail};
use record::allocators::{AllocatorPlan, Asked};
use record::program::{COUNTED, PROGRAMS};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The linker that the toolchain brings with it, which finds what musl's programs begin and end with beside the target's library.
const LINKER: &str = "rust-lld";

/// An allocator of a chapter, by its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Declared {
    /// What pages call it.
    name: String,
    /// The name of its program.
    binary: String,
    /// The feature that the program needs; empty where it needs none.
    feature: String,
    /// Whether it is built for musl.
    is_of_musl: bool,
}

impl Declared {
    fn target(&self) -> Option<String> {
        self.is_of_musl.then(musl_target)
    }
}

/// The processor of this machine, with Linux and musl.
pub fn musl_target() -> String {
    format!("{}-unknown-linux-musl", std::env::consts::ARCH)
}

/// A target that is left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Its name.
    pub target: String,
    /// The reason, with a remedy where there is one.
    pub reason: String,
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.target, self.reason)
    }
}

/// The targets of a chapter's programs whose standard library is not installed.
///
/// # Errors
///
/// When the manifest cannot be read, or rustc cannot be asked.
pub fn left_out(workspace: &Workspace, chapter: &Chapter) -> anyhow::Result<Vec<Left>> {
    let mut targets: Vec<String> = declared(chapter)?.iter().filter_map(Declared::target).collect();
    targets.dedup();
    let mut left = Vec::new();
    for target in targets {
        if !is_installed(workspace, &target)? {
            let reason = format!("its standard library is not installed; `rustup target add {target}` installs it");
            left.push(Left { target, reason });
        }
    }
    Ok(left)
}

fn is_installed(workspace: &Workspace, target: &str) -> anyhow::Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", target])
        .current_dir(workspace.root())
        .output()
        .context("rustc cannot be run; is it on PATH?")?;
    let directory = String::from_utf8_lossy(&output.stdout);
    // A compiler that does not know the target has no library for it either.
    Ok(output.status.success() && Path::new(directory.trim()).is_dir())
}

/// The allocators of a chapter, in the order of its manifest, and behind them those of musl.
fn declared(chapter: &Chapter) -> anyhow::Result<Vec<Declared>> {
    let file = chapter.directory.join("Cargo.toml");
    let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let manifest: toml::Table = text.parse().with_context(|| file.display().to_string())?;
    let programs = manifest.get("bin").and_then(toml::Value::as_array).into_iter().flatten();
    let programs: Vec<(&str, String)> = programs
        .filter_map(|program| {
            let features = program.get("required-features").and_then(toml::Value::as_array);
            let features: Vec<&str> = features.into_iter().flatten().filter_map(toml::Value::as_str).collect();
            Some((program.get("name")?.as_str()?, features.join(",")))
        })
        .collect();
    let is_counted = |name: &str| programs.iter().any(|(other, _)| *other == format!("{name}{COUNTED}"));
    let prefix = format!("{}-", chapter.slug);
    let declared = programs.iter().filter(|(name, _)| is_counted(name)).map(|(binary, feature)| Declared {
        name: binary.strip_prefix(&prefix).unwrap_or(binary).to_owned(),
        binary: (*binary).to_owned(),
        feature: feature.clone(),
        is_of_musl: false,
    });
    let mut declared: Vec<Declared> = declared.collect();
    let metadata = manifest.get("package").and_then(|package| package.get("metadata")?.get("allocators")?.get("musl"));
    for name in metadata.and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str) {
        let Some(index) = declared.iter().position(|one| one.binary == name) else {
            bail!(
                "{}: package.metadata.allocators.musl names `{name}`, which no allocator's program is called",
                file.display()
            )
        };
        let own = &declared[index];
        // The first is the one of the C library itself.
        let name = if index == 0 { "musl".to_owned() } else { format!("musl+{}", own.name) };
        declared.push(Declared { name, is_of_musl: true, ..own.clone() });
    }
    Ok(declared)
}

/// What each case asks for, by allocator, in release.
///
/// With what is `left` out, it is of all allocators but those; without, of those that are in every build.
///
/// # Errors
///
/// When a program cannot be built or run, or its work has no exact counts.
pub fn counts(workspace: &Workspace, chapter: &Chapter, left: Option<&[Left]>) -> anyhow::Result<Vec<(String, Asked)>> {
    let mut counts = Vec::new();
    for declared in declared(chapter)? {
        let counted = Declared { binary: format!("{}{COUNTED}", declared.binary), ..declared };
        let program = match left {
            Some(left) if is_left(&counted, left) => continue,
            Some(_) => cargo(workspace, chapter, &counted, None)?,
            None if !counted.feature.is_empty() || counted.is_of_musl => continue,
            None => {
                let target = binaries::Target::Program(&counted.binary);
                let built = binaries::build(workspace, &[&chapter.slug], target, true)?;
                let program = built.get(&chapter.slug).cloned();
                program.with_context(|| format!("cargo built no program {}", counted.binary))?
            }
        };
        counts.push((counted.name, binaries::ask(&program, &[])?));
    }
    Ok(counts)
}

fn is_left(declared: &Declared, left: &[Left]) -> bool {
    declared.target().is_some_and(|target| left.iter().any(|left| left.target == target))
}

/// The programs of a chapter, each in several links.
#[derive(Debug)]
pub struct Programs {
    pub(super) allocators: Vec<Built>,
    pub(super) is_relinked: bool,
    pub(super) left_out: Vec<Left>,
}

#[derive(Debug)]
pub(super) struct Built {
    pub(super) name: String,
    pub(super) plan: AllocatorPlan,
    pub(super) feature: String,
    /// Empty where it is that of the tools.
    pub(super) target: String,
    pub(super) links: Vec<PathBuf>,
}

impl Programs {
    /// Builds them in release, but for what is `left` out. Those in C and C++ need compilers of these languages.
    ///
    /// # Errors
    ///
    /// When one does not compile.
    pub fn build(
        workspace: &Workspace,
        chapter: &Chapter,
        links: u64,
        left: Vec<Left>,
        progress: &dyn Progress,
    ) -> anyhow::Result<Self> {
        let directory = workspace.own_directory().join("allocators");
        std::fs::create_dir_all(&directory).with_context(|| directory.display().to_string())?;
        let all: Vec<Declared> = declared(chapter)?.into_iter().filter(|one| !is_left(one, &left)).collect();
        let mut programs = Self { allocators: Vec::new(), is_relinked: links > 0, left_out: left };
        progress.begin("building and linking", Some(all.len() as u64));
        for declared in all {
            let mut built = Vec::new();
            for seed in 0..=links {
                let order = (seed > 0).then_some(seed);
                let program = match cargo(workspace, chapter, &declared, order) {
                    Ok(program) => program,
                    // The linker does not know the option: every round runs the same link.
                    Err(_) if seed == 1 => {
                        programs.is_relinked = false;
                        break;
                    }
                    Err(error) => return Err(error),
                };
                let copy = directory.join(format!("{}-{}-{seed:03}", chapter.slug, declared.name));
                std::fs::copy(&program, &copy).with_context(|| copy.display().to_string())?;
                built.push(copy);
            }
            let plan: AllocatorPlan = binaries::ask(&built[0], &[PROGRAMS])?;
            progress.step(&declared.name);
            let target = declared.target().unwrap_or_default();
            let Declared { name, feature, .. } = declared;
            programs.allocators.push(Built { name, plan, feature, target, links: built });
        }
        progress.end();
        let Some(first) = programs.allocators.first() else {
            bail!("{}: no program has another one that counts; see its Cargo.toml", chapter.slug);
        };
        let different = programs.allocators.iter().find(|other| other.plan.programs != first.plan.programs);
        if let Some(different) = different {
            bail!("{}: {} does other work than {}", chapter.slug, different.name, first.name);
        }
        Ok(programs)
    }
}

/// Builds a program in release, its functions in the order of a seed, and returns where it is.
fn cargo(workspace: &Workspace, chapter: &Chapter, declared: &Declared, seed: Option<u64>) -> anyhow::Result<PathBuf> {
    let Declared { binary, .. } = declared;
    let mut command = binaries::cargo(workspace);
    command.args(["rustc", "--quiet", "--release", "--package", &chapter.slug, "--bin", binary]);
    let target = declared.target();
    match &target {
        Some(target) => {
            command.args(["--target", target, "--features", &declared.feature, "--", &format!("-Clinker={LINKER}")]);
        }
        None => {
            // All are built with the features of all, so that their common code is compiled once.
            let features: Vec<String> = self::declared(chapter)?.into_iter().map(|one| one.feature).collect();
            command.args(["--features", &features.join(","), "--"]);
        }
    }
    command.arg("-Cstrip=debuginfo");
    if let Some(seed) = seed {
        // The toolchain's linker is called as it is, and the system's by a compiler of C.
        let to_linker = if target.is_some() { "" } else { "-Wl," };
        command.arg(format!("-Clink-arg={to_linker}--shuffle-sections=.text*={seed}"));
    }
    let output = command.output().context("cargo cannot be run; is it on PATH?")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let needs = if declared.feature.is_empty() { "" } else { "; it needs compilers of C and C++, and make" };
        bail!("{binary}: cargo failed ({}){needs}:\n{}", output.status, said.trim());
    }
    let directory = target.map_or_else(|| workspace.target(), |target| workspace.target().join(target));
    Ok(directory.join("release").join(binary).with_extension(std::env::consts::EXE_EXTENSION))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapter(manifest: &str) -> (tempfile::TempDir, Chapter) {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("Cargo.toml"), manifest).unwrap();
        let chapter = Chapter { slug: "a".to_owned(), directory: directory.path().to_owned() };
        (directory, chapter)
    }

    const PROGRAMS: &str = "[[bin]]\nname = 'a-system'\n[[bin]]\nname = 'a-other'\nrequired-features = ['c']\n[[bin]]\nname = 'a-tool'\n\
        [[bin]]\nname = 'a-other-counted'\n[[bin]]\nname = 'a-system-counted'\n";

    #[test]
    fn allocators_are_the_programs_that_have_a_counted_one() {
        let (_directory, chapter) = chapter(PROGRAMS);
        let found = declared(&chapter).unwrap();
        let found: Vec<(&str, &str, &str)> =
            found.iter().map(|one| (&*one.name, &*one.binary, &*one.feature)).collect();
        assert_eq!(found, [("system", "a-system", ""), ("other", "a-other", "c")]);
    }

    #[test]
    fn those_of_musl_come_behind_the_others_and_can_be_left_out() {
        let musl = "[package.metadata.allocators]\nmusl = ['a-system', 'a-other']\n";
        let (_directory, with_musl) = chapter(&format!("{musl}{PROGRAMS}"));
        let found = declared(&with_musl).unwrap();
        let names: Vec<&str> = found.iter().map(|one| &*one.name).collect();
        assert_eq!(names, ["system", "other", "musl", "musl+other"]);
        let left = [Left { target: musl_target(), reason: "not here".to_owned() }];
        assert_eq!(found.iter().map(|one| is_left(one, &left)).collect::<Vec<_>>(), [false, false, true, true]);

        let (_directory, unknown) = chapter(&format!("{}{PROGRAMS}", musl.replace("a-other", "a-tool")));
        let error = declared(&unknown).unwrap_err().to_string();
        assert!(error.contains("Cargo.toml: package.metadata.allocators.musl names `a-tool`"), "{error}");
    }
}
