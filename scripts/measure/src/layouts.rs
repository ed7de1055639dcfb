//! How does each round get another layout?
//!
//! Where the linker puts a function decides how fast it runs, by up to a third, with the same machine code. So the cases of all
//! experiments that are timed together are one program, of a package that is written here, and each round links its objects anew with the
//! functions in another order, by [`record::links`]. The package is a workspace of its own, with the release profile and the lock
//! file of the workspace measured, so its libraries are compiled alike, and are shared with it.
//!
//! The order is asked of LLD, rustc's linker on x86-64 Linux. Where the linker doesn't know the option, every round runs the same link.

use crate::{Progress, Workspace, binaries};
use anyhow::{Context, bail};
use record::Chapter;
use record::links::{self, LinkLine};
use std::path::{Path, PathBuf};
use std::process::Stdio;

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

/// How the program and the chapters are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build<'a> {
    /// As everything in the workspace, and with what is built of it already.
    Workspace,
    /// With an argument of rustc's, in a place of its own.
    With(&'a str),
}

/// The program of the latest link, and how there is another one.
#[derive(Debug)]
pub struct Layouts {
    program: PathBuf,
    line: Option<LinkLine>,
}

impl Layouts {
    /// Writes the package, builds it, and links it in another order.
    ///
    /// # Errors
    ///
    /// When it cannot be written, or does not compile.
    pub fn build(
        workspace: &Workspace,
        experiments: &[Timed],
        build: Build<'_>,
        progress: &dyn Progress,
    ) -> anyhow::Result<Self> {
        // One place, so that cargo finds what it built before. Whoever times has taken the turn, so no other process writes here.
        let directory = match build {
            Build::Workspace => workspace.own_directory().join("layouts"),
            Build::With(argument) => {
                let name: String = argument.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
                workspace.own_directory().join("layouts-with").join(name.trim_matches('-'))
            }
        };
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
        progress.begin("building (timed cases)", None);
        let mut command = binaries::cargo(workspace);
        command.args(["rustc", "--quiet", "--release", "--offline", "--manifest-path"]);
        let target = match build {
            Build::Workspace => workspace.target(),
            Build::With(argument) => {
                command.env("CARGO_ENCODED_RUSTFLAGS", argument);
                directory.join("target")
            }
        };
        command.arg(directory.join("Cargo.toml")).arg("--target-dir").arg(&target);
        command.args(["--", "-Cstrip=debuginfo"]).args(links::ARGUMENTS).current_dir(&directory);
        let output = command.stdin(Stdio::null()).output().context("cargo cannot be run; is it on PATH?")?;
        if !output.status.success() {
            bail!("cargo failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
        }
        let built = target.join("release/timed-cases").with_extension(std::env::consts::EXE_EXTENSION);
        // Beside what cargo built, so that cargo finds that again.
        let program = directory.join("program");
        let line = LinkLine::printed(&output.stdout, &directory).filter(|line| line.link(&program, 1));
        progress.end();
        Ok(Self { program: if line.is_some() { program } else { built }, line })
    }

    /// Whether [`link`](Self::link) gives another layout each time.
    pub fn is_relinked(&self) -> bool {
        self.line.is_some()
    }

    /// Links the program with its functions in the order of a seed.
    ///
    /// # Errors
    ///
    /// When the linker fails.
    pub fn link(&mut self, seed: u64) -> anyhow::Result<()> {
        match &self.line {
            Some(line) if !line.link(&self.program, seed) => {
                bail!("{}: the linker failed; is the disk full?", self.program.display())
            }
            _ => Ok(()),
        }
    }

    /// The program of the latest link.
    pub fn program(&self) -> &Path {
        &self.program
    }
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
