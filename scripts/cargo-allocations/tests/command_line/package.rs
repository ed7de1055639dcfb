//! A package in a temporary directory, and the program run in it.

use crate::run::Run;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

pub(crate) const MANIFEST: &str = "[package]\nname = \"own\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";

/// A site of every verdict, on lines 3, 7 twice, and 11.
pub(crate) const EVERY_VERDICT: &str = "#[inline(never)]
pub fn boxed(number: u64) -> Box<u64> {
    Box::new(number)
}

pub fn push(numbers: &mut Vec<u64>, make: &dyn Fn() -> u64) {
    /* größe */ numbers.push(make());
}

pub fn read(number: u64) -> u64 {
    *Box::new(number)
}
";

pub(crate) struct Package {
    directory: TempDir,
}

impl Package {
    /// A library of this source.
    pub(crate) fn new(source: &str) -> Self {
        let package = Self { directory: tempfile::tempdir().unwrap() };
        package.write("Cargo.toml", MANIFEST);
        package.write("src/lib.rs", source);
        package
    }

    pub(crate) fn root(&self) -> PathBuf {
        // The path that a process in it sees as its own.
        self.directory.path().canonicalize().unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.root().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    pub(crate) fn sites(&self, arguments: &[&str]) -> Run {
        run_in(&self.root(), &[&["sites"], arguments].concat())
    }
}

pub(crate) fn command_in(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-allocations"));
    command.current_dir(directory).args(arguments).env_remove("CARGO_TARGET_DIR").stdin(Stdio::null());
    command
}

pub(crate) fn run_in(directory: &Path, arguments: &[&str]) -> Run {
    Run::of(&mut command_in(directory, arguments))
}
