//! What does an experiment's Go module do under one toolchain?

use super::toolchain::{self, Toolchain};
use crate::samples::GoCase;
use crate::{Chapter, Workspace};
use anyhow::{Context, bail};
use record::Place;
use record::go::Escape;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The file that declares a module's variants.
const DECLARATION: &str = "variants.go";

/// The test binary of one module under one toolchain.
#[derive(Debug)]
pub struct Program {
    toolchain: Toolchain,
    directory: PathBuf,
    cache: PathBuf,
    executable: PathBuf,
}

/// What the binary counts of one case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// The variant's name.
    pub variant: String,
    /// The size.
    pub size: Option<u64>,
    /// Mallocs a call.
    pub allocations: u64,
    /// Bytes a call, in size classes.
    pub bytes: u64,
}

/// A message of the compiler about one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The file's name.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// Such as `moved to heap: m`.
    pub message: String,
}

/// Messages as they are kept: a comment in the module moves none of them.
///
/// # Errors
///
/// When a file of the module cannot be read, or a message is about a line without code.
pub fn kept(messages: &[Message], module: &Path) -> anyhow::Result<Vec<Escape>> {
    let mut files: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut kept = Vec::new();
    for Message { file, line, message } in messages {
        if !files.contains_key(file.as_str()) {
            let path = module.join(file);
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            files.insert(file, text.lines().map(str::to_owned).collect());
        }
        let lines = files.get(file.as_str()).map(Vec::as_slice).unwrap_or_default();
        // gofmt begins every function at the beginning of a line, and nothing else with this word.
        let above = (1..).zip(lines).take(*line as usize).filter(|(_, text)| text.starts_with("func "));
        let function = above.last().map(|(number, _)| number);
        let place = Place::of(lines, *line, function);
        let place = place.with_context(|| format!("{file}:{line}: `{message}`, and the line has no code"))?;
        kept.push(Escape { file: file.clone(), place, message: message.clone() });
    }
    Ok(kept)
}

impl Program {
    /// Compiles the module's test binary.
    ///
    /// # Errors
    ///
    /// The compiler's own message, or that the command cannot be run.
    pub fn build(workspace: &Workspace, experiment: &Chapter, toolchain: &Toolchain) -> anyhow::Result<Self> {
        let place = toolchain::directory(workspace);
        let tests = place.join("tests");
        std::fs::create_dir_all(&tests).with_context(|| tests.display().to_string())?;
        let program = Self {
            toolchain: toolchain.clone(),
            directory: experiment.go(),
            cache: place.join("cache"),
            // Names of equal length, because the length of a process's arguments moves its stack.
            executable: tests.join(format!("{}-{:0>9}.test", experiment.slug, toolchain.version.to_string())),
        };
        let output =
            program.go(["test", "-c", "-o"].map(Path::new).into_iter().chain([program.executable.as_path()]))?;
        if !output.status.success() {
            bail!("{}", words(&output));
        }
        Ok(program)
    }

    /// Runs the module's own tests.
    ///
    /// # Errors
    ///
    /// What they print, when one fails.
    pub fn test(&self) -> anyhow::Result<()> {
        let output = self.run(&[])?;
        if output.status.success() { Ok(()) } else { bail!("its tests fail:\n{}", words(&output)) }
    }

    /// Counts every case.
    ///
    /// # Errors
    ///
    /// When a case returns a wrong answer, or the report cannot be read.
    pub fn counts(&self) -> anyhow::Result<Vec<Counted>> {
        let output = self.run(&["-workbook.counts"])?;
        if !output.status.success() {
            bail!("{}", words(&output));
        }
        serde_json::from_slice(&output.stdout)
            .context("the counts cannot be read; does the module's TestMain call variants.Main?")
    }

    /// What a program of one file prints, without the white space around it.
    ///
    /// # Errors
    ///
    /// When it does not build, or fails.
    pub fn printed(&self, file: &Path) -> anyhow::Result<String> {
        let output = self.go([Path::new("run"), file])?;
        if !output.status.success() {
            bail!("{}", words(&output));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// What a program prints that is a package below the module, in each of so many runs.
    ///
    /// # Errors
    ///
    /// When it does not build, or fails.
    pub fn printed_by_package(&self, name: &str, runs: usize) -> anyhow::Result<Vec<String>> {
        let executable = self.executable.with_extension(name);
        let package = PathBuf::from(format!("./{name}"));
        let output = self.go([Path::new("build"), Path::new("-o"), &executable, &package])?;
        if !output.status.success() {
            bail!("{}", words(&output));
        }
        let run = |_| {
            let output = Command::new(&executable).stdin(Stdio::null()).output();
            let output = output.with_context(|| format!("{} cannot be run", executable.display()))?;
            if !output.status.success() {
                bail!("{}", words(&output));
            }
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        };
        (0..runs).map(run).collect()
    }

    /// What the compiler says of escapes in the variants' files, in the order of files and lines. `variants.go`, which declares them and
    /// has what they share, is left out.
    ///
    /// # Errors
    ///
    /// When the compiler fails.
    pub fn escapes(&self) -> anyhow::Result<Vec<Message>> {
        let output = self.go(["build", "-gcflags=-m", "."].map(Path::new))?;
        if !output.status.success() {
            bail!("{}", words(&output));
        }
        let mut escapes = messages(&String::from_utf8_lossy(&output.stderr));
        escapes.retain(|escape| escape.file != DECLARATION);
        escapes.sort_by(|a, b| (&a.file, a.line, &a.message).cmp(&(&b.file, b.line, &b.message)));
        escapes.dedup();
        Ok(escapes)
    }

    /// What times one case.
    pub fn case(&self, id: &str) -> GoCase {
        GoCase {
            executable: self.executable.clone(),
            directory: self.directory.clone(),
            case: id.to_owned(),
            name: format!("{} in Go {}", id, self.toolchain.version),
        }
    }

    fn run(&self, arguments: &[&str]) -> anyhow::Result<Output> {
        Command::new(&self.executable)
            .args(arguments)
            .current_dir(&self.directory)
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("{} cannot be run", self.executable.display()))
    }

    /// Runs the go command in the module, with nothing of the reader's own settings and no network.
    fn go<'a>(&self, arguments: impl IntoIterator<Item = &'a Path>) -> anyhow::Result<Output> {
        let go = &self.toolchain.executable;
        let mut command = Command::new(go);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GO")) {
            command.env_remove(name);
        }
        command
            .args(arguments.into_iter().map(Path::as_os_str))
            .current_dir(&self.directory)
            .env("GOENV", "off")
            .env("GOTOOLCHAIN", "local")
            .env("GOPROXY", "off")
            .env("GOWORK", "off")
            .env("GOFLAGS", "-mod=mod -buildvcs=false")
            .env("CGO_ENABLED", "0")
            .env("GOCACHE", &self.cache)
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("{} cannot be run", go.display()))
    }
}

/// What a command printed, for people.
fn words(output: &Output) -> String {
    let [out, error] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned());
    [out, error].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The lines about where values are: `./a.go:14:2: moved to heap: m`.
fn messages(text: &str) -> Vec<Message> {
    let of = |line: &str| {
        let (file, rest) = line.strip_prefix("./")?.split_once(':')?;
        let (number, rest) = rest.split_once(':')?;
        let (_column, message) = rest.split_once(": ")?;
        let is_escape = message.starts_with("moved to heap: ")
            || message.ends_with(" escapes to heap")
            || message.ends_with(" does not escape");
        let line = number.parse().ok()?;
        is_escape.then(|| Message { file: file.to_owned(), line, message: message.to_owned() })
    };
    text.lines().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_messages_about_where_values_are_are_kept() {
        let text = "# boxed-return\n./int.go:7:6: can inline foo\n./int.go:14:2: moved to heap: m\n./int.go:16:13: make([]byte, n) escapes to heap\n./int.go:17:9: p does not escape\n./int.go:18:2: leaking param: p\n";
        let found: Vec<String> =
            messages(text).iter().map(|one| format!("{}:{} {}", one.file, one.line, one.message)).collect();
        assert_eq!(
            found,
            ["int.go:14 moved to heap: m", "int.go:16 make([]byte, n) escapes to heap", "int.go:17 p does not escape"]
        );
    }
}
