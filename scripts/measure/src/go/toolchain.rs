//! Which Go toolchains are there?
//!
//! Those that were named, else those that `scripts/install-go` put below `target/go/`, else the one on PATH.

use crate::Workspace;
use record::go::Version;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest version that the programs are written for.
pub const OLDEST: Version = Version([1, 21, 0]);

/// A toolchain that answered.
#[derive(Clone, Debug)]
pub struct Toolchain {
    /// The `go` command.
    pub executable: PathBuf,
    /// Its version.
    pub version: Version,
    /// What `go version` prints.
    pub describes_itself: String,
    /// Where it came from.
    pub origin: String,
}

/// A toolchain that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such command, or it cannot be run.
    #[error("{path}: cannot be run: {reason}; name a `go` command, or the directory that has bin/go")]
    CannotBeRun {
        /// What was asked for.
        path: PathBuf,
        /// The operating system's words.
        reason: String,
    },
    /// It runs, and is no Go toolchain, or a damaged one.
    #[error("{path}: `go version` {what}; install it anew, or name another with --go")]
    Broken {
        /// The command.
        path: PathBuf,
        /// What it did.
        what: String,
    },
    /// The programs are written for newer ones.
    #[error(
        "{path}: Go {version} is older than {OLDEST}, for which the programs are written; name a newer one with --go"
    )]
    TooOld {
        /// The command.
        path: PathBuf,
        /// Its version.
        version: Version,
    },
    /// The version is there already.
    #[error("{path}: Go {version} is there already, at {first}; name it once")]
    Twice {
        /// The command.
        path: PathBuf,
        /// Its version.
        version: Version,
        /// The one that is used.
        first: PathBuf,
    },
}

/// The usable toolchains, the oldest first, and what is wrong with the others.
pub fn find(workspace: &Workspace, named: &[PathBuf]) -> (Vec<Toolchain>, Vec<Error>) {
    let candidates =
        if named.is_empty() { installed(workspace) } else { named.iter().map(|path| command(path)).collect() };
    let (mut toolchains, mut errors): (Vec<Toolchain>, Vec<Error>) = (Vec::new(), Vec::new());
    for candidate in candidates {
        match Toolchain::ask(&candidate) {
            Ok(toolchain) => match toolchains.iter().find(|known| known.version == toolchain.version) {
                Some(known) => errors.push(Error::Twice {
                    path: candidate,
                    version: toolchain.version,
                    first: known.executable.clone(),
                }),
                None => toolchains.push(toolchain),
            },
            Err(error) => errors.push(error),
        }
    }
    toolchains.sort_by_key(|toolchain| toolchain.version);
    (toolchains, errors)
}

/// The command of a path that names it, or the directory it is in.
fn command(path: &Path) -> PathBuf {
    let inside = path.join("bin/go");
    let path = if path.is_dir() { inside } else { path.to_owned() };
    // A bare name is looked up on PATH; a path means what it means here, wherever the command runs.
    if path.components().count() > 1 { std::path::absolute(&path).unwrap_or(path) } else { path }
}

fn installed(workspace: &Workspace) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory(workspace)).into_iter().flatten().flatten();
    let mut commands: Vec<PathBuf> =
        entries.map(|entry| entry.path().join("bin/go")).filter(|command| command.is_file()).collect();
    commands.sort();
    if commands.is_empty() {
        let path = std::env::var_os("PATH").unwrap_or_default();
        commands.extend(std::env::split_paths(&path).map(|place| place.join("go")).find(|command| command.is_file()));
    }
    commands
}

/// Where toolchains are installed, and where Go keeps what it compiled.
pub(super) fn directory(workspace: &Workspace) -> PathBuf {
    workspace.target().join("go")
}

impl Toolchain {
    fn ask(path: &Path) -> Result<Self, Error> {
        let output = Command::new(path)
            .arg("version")
            .env("GOTOOLCHAIN", "local")
            .output()
            .map_err(|error| Error::CannotBeRun { path: path.to_owned(), reason: error.to_string() })?;
        let broken = |what: String| Error::Broken { path: path.to_owned(), what };
        let says = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if !output.status.success() {
            let error = String::from_utf8_lossy(&output.stderr);
            return Err(broken(format!("failed ({}): {}", output.status, error.trim())));
        }
        let version = version(&says).ok_or_else(|| broken(format!("prints `{says}`, which names no release")))?;
        if version < OLDEST {
            return Err(Error::TooOld { path: path.to_owned(), version });
        }
        let origin = path.parent().and_then(Path::parent).map(|root| root.join("ORIGIN"));
        let origin = origin.and_then(|file| std::fs::read_to_string(file).ok());
        let origin = origin.map_or_else(|| "found on the machine".to_owned(), |origin| origin.trim().to_owned());
        Ok(Self { executable: path.to_owned(), version, describes_itself: says, origin })
    }
}

/// The release in `go version go1.25.0 linux/amd64`.
fn version(says: &str) -> Option<Version> {
    says.strip_prefix("go version go")?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_is_read_and_nothing_else_is_taken_for_one() {
        assert_eq!(version("go version go1.25.0 linux/amd64"), Some(Version([1, 25, 0])));
        assert_eq!(version("go version go1.21 linux/amd64"), Some(Version([1, 21, 0])));
        for says in ["", "go version devel go1.28-abc linux/amd64", "gofmt", "go version go1.25rc1 linux/amd64"] {
            assert_eq!(version(says), None, "{says}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn each_toolchain_that_cannot_be_used_is_named_with_its_remedy_and_the_rest_is_found() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let script = |name: &str, body: &str| {
            let file = directory.path().join(name).join("bin/go");
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, format!("#!/bin/sh\n{body}\n")).unwrap();
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
            directory.path().join(name)
        };
        let newer = script("newer", "echo go version go1.27.3 linux/amd64");
        let older = script("older", "echo go version go1.24.11 linux/amd64");
        let again = script("again", "echo go version go1.27.3 linux/amd64");
        let ancient = script("ancient", "echo go version go1.12.17 linux/amd64");
        let broken = script("broken", "echo out of order >&2; exit 3");
        let other = script("other", "echo gccgo");
        let missing = directory.path().join("missing");
        std::fs::create_dir_all(directory.path().join("experiments")).unwrap();
        std::fs::create_dir_all(directory.path().join("book")).unwrap();
        std::fs::write(directory.path().join("book/book.toml"), "").unwrap();
        let workspace = Workspace::around(directory.path()).unwrap();
        let (found, errors) = find(&workspace, &[newer, broken, ancient, other, missing, older, again]);
        let versions: Vec<String> = found.iter().map(|toolchain| toolchain.version.to_string()).collect();
        assert_eq!(versions, ["1.24.11", "1.27.3"]);
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        let expected = ["out of order", "older than 1.21.0", "names no release", "cannot be run", "is there already"];
        assert_eq!(errors.len(), expected.len(), "{errors:?}");
        for (error, expected) in errors.iter().zip(expected) {
            assert!(error.contains(expected), "{error}");
        }
    }
}
