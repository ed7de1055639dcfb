//! How does each round get another layout?
//!
//! Where the linker puts a function decides how fast it runs, by up to a third, with the same machine code. So the cases of all
//! experiments that are timed together are one program, of a package that is written here, and each round links it anew with its
//! functions in another order. cargo repeats the link only. The package is a workspace of its own, with the release profile and the lock
//! file of the workspace measured, so its libraries are compiled alike, and are shared with it.
//!
//! The order is asked of LLD, rustc's linker on x86-64 Linux. Where the linker doesn't know the option, every round runs the same link.

use crate::{Progress, Workspace, binaries};
use anyhow::{Context, bail};
use record::Chapter;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

const MANIFEST: &str = include_str!("../program/Cargo.toml.in");
const MAIN: &str = include_str!("../program/main.rs");

/// An experiment to time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timed {
    /// What the program calls it.
    pub name: String,
    /// The chapter whose library declares it.
    pub chapter: Chapter,
    /// The declaration's path in that library.
    pub declaration: &'static str,
}

impl Timed {
    /// A chapter's own experiment.
    pub fn of(chapter: &Chapter) -> Self {
        Self { name: chapter.slug.clone(), chapter: chapter.clone(), declaration: "EXPERIMENT" }
    }
}

/// The package, and the program of the latest link.
#[derive(Debug)]
pub struct Layouts<'a> {
    workspace: &'a Workspace,
    directory: PathBuf,
    is_relinked: bool,
    program: PathBuf,
}

impl<'a> Layouts<'a> {
    /// Writes the package, and builds it in the order that the linker chooses and in another one.
    ///
    /// # Errors
    ///
    /// When it cannot be written, or does not compile.
    pub fn build(workspace: &'a Workspace, experiments: &[Timed], progress: &dyn Progress) -> anyhow::Result<Self> {
        // One place, so that cargo finds what it built before. Whoever times has taken the turn, so no other process writes here.
        let directory = workspace.own_directory().join("layouts");
        std::fs::create_dir_all(&directory).with_context(|| directory.display().to_string())?;
        let lock_file = workspace.root().join("Cargo.lock");
        let lock = std::fs::read_to_string(&lock_file).with_context(|| lock_file.display().to_string())?;
        let files = [
            ("Cargo.toml", manifest(workspace, experiments)?),
            ("Cargo.lock", lock),
            ("experiments.rs", list(experiments)),
            ("main.rs", MAIN.to_owned()),
        ];
        for (name, text) in files {
            let file = directory.join(name);
            std::fs::write(&file, text).with_context(|| file.display().to_string())?;
        }
        let mut layouts = Self { workspace, directory, is_relinked: true, program: PathBuf::new() };
        progress.begin("building (timed cases)", None);
        layouts.program = layouts.cargo(None)?.map_err(|output| failed(&output))?;
        layouts.is_relinked = layouts.cargo(Some(1))?.is_ok();
        progress.end();
        Ok(layouts)
    }

    /// Whether [`link`](Self::link) gives another layout each time.
    pub fn is_relinked(&self) -> bool {
        self.is_relinked
    }

    /// Links the program with its functions in the order of a seed.
    ///
    /// # Errors
    ///
    /// When cargo fails.
    pub fn link(&mut self, seed: u64) -> anyhow::Result<()> {
        if self.is_relinked {
            self.program = self.cargo(Some(seed))?.map_err(|output| failed(&output))?;
        }
        Ok(())
    }

    /// The program of the latest link.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Builds the program, and returns where it is, or what cargo said.
    fn cargo(&self, seed: Option<u64>) -> anyhow::Result<Result<PathBuf, Output>> {
        let mut command = binaries::cargo(self.workspace);
        command.args(["rustc", "--quiet", "--release", "--offline", "--manifest-path"]);
        command.arg(self.directory.join("Cargo.toml")).arg("--target-dir").arg(self.workspace.target());
        command.args(["--", "-Cstrip=debuginfo"]);
        if let Some(seed) = seed {
            command.arg(format!("-Clink-arg=-Wl,--shuffle-sections=.text*={seed}"));
        }
        let output = command.stdin(Stdio::null()).output().context("cargo cannot be run; is it on PATH?")?;
        let program =
            self.workspace.target().join("release/timed-cases").with_extension(std::env::consts::EXE_EXTENSION);
        Ok(if output.status.success() { Ok(program) } else { Err(output) })
    }
}

fn failed(output: &Output) -> anyhow::Error {
    anyhow::anyhow!("cargo failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim())
}

/// The package's manifest: it depends on the chapters, each under a name of its own, and has the workspace's release profile.
fn manifest(workspace: &Workspace, experiments: &[Timed]) -> anyhow::Result<String> {
    let file = workspace.root().join("Cargo.toml");
    let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let root: toml::Table = text.parse().with_context(|| file.display().to_string())?;
    let path = |directory: &Path| toml::Value::from(directory.display().to_string());
    let declaration =
        root.get("workspace").and_then(|workspace| workspace.get("dependencies")?.get("declaration")?.get("path"));
    let Some(declaration) = declaration.and_then(toml::Value::as_str) else {
        bail!("{}: key `workspace.dependencies.declaration.path` is missing", file.display());
    };
    let mut manifest: toml::Table = MANIFEST.parse().context("the manifest of the timed program")?;
    let mut dependencies = toml::Table::new();
    dependencies.insert(
        "declaration".to_owned(),
        toml::Table::from_iter([("path".to_owned(), path(&workspace.root().join(declaration)))]).into(),
    );
    for (index, Timed { chapter, .. }) in experiments.iter().enumerate() {
        let fields =
            [("package".to_owned(), chapter.slug.clone().into()), ("path".to_owned(), path(&chapter.directory))];
        dependencies.insert(format!("experiment{index}"), toml::Table::from_iter(fields).into());
    }
    manifest.insert("dependencies".to_owned(), dependencies.into());
    if let Some(release) = root.get("profile").and_then(|profiles| profiles.get("release")) {
        manifest.insert("profile".to_owned(), toml::Table::from_iter([("release".to_owned(), release.clone())]).into());
    }
    Ok(manifest.to_string())
}

/// The program's list of experiments.
fn list(experiments: &[Timed]) -> String {
    let arms: String = experiments
        .iter()
        .enumerate()
        .map(|(index, timed)| format!("        {:?} => &experiment{index}::{},\n", timed.name, timed.declaration))
        .collect();
    format!(
        "pub fn named(name: &str) -> Option<&'static declaration::Experiment> {{\n    Some(match name {{\n{arms}        _ => return None,\n    }})\n}}\n"
    )
}
