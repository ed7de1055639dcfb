//! A package in a temporary directory.

use heap_sites::{Error, Request, Survey, TargetName};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub(crate) struct Fixture {
    directory: TempDir,
}

impl Fixture {
    /// A package of this name with these files; a `Cargo.toml` is made unless one is given.
    pub(crate) fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let directory = tempfile::Builder::new().prefix(name).tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let fixture = Self { directory };
        if !files.iter().any(|(path, _)| *path == "Cargo.toml") {
            fixture.write("Cargo.toml", &manifest(name));
        }
        for (path, content) in files {
            fixture.write(path, content);
        }
        fixture
    }

    /// The same package, with all that was built of it, in another directory.
    pub(crate) fn moved(self, name: &str) -> Self {
        let directory = tempfile::Builder::new().prefix(name).tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        std::fs::rename(self.path(), directory.path()).unwrap();
        Self { directory }
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn write(&self, path: &str, content: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub(crate) fn request(&self) -> Request {
        Request { manifest: self.path().to_owned(), ..Request::default() }
    }

    pub(crate) fn survey(&self) -> Survey {
        self.try_survey().unwrap_or_else(|error| panic!("{error}"))
    }

    pub(crate) fn try_survey(&self) -> Result<Survey, Error> {
        heap_sites::survey(&self.request())
    }

    pub(crate) fn survey_of(&self, target: TargetName) -> Survey {
        heap_sites::survey(&Request { target: Some(target), ..self.request() })
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// What the report must print: for each line of the file that ends in `//= MESSAGE; MESSAGE`, these messages, in order.
    pub(crate) fn expected(&self, files: &[&str]) -> String {
        let mut expected = String::new();
        for file in files {
            let text = std::fs::read_to_string(self.path().join(file)).unwrap();
            for (number, line) in (1..).zip(text.lines()) {
                let Some((_, messages)) = line.split_once("//= ") else { continue };
                for message in messages.split("; ") {
                    _ = writeln!(expected, "{file}:{number}: {message}");
                }
            }
        }
        expected
    }
}

/// The report, without columns.
pub(crate) fn shown(survey: &Survey) -> String {
    let text = survey.report.text(&PathBuf::new(), false);
    let mut shown = String::new();
    for line in text.lines() {
        let mut parts = line.splitn(4, ':');
        let (file, number, _, message) =
            (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        _ = writeln!(shown, "{file}:{number}:{message}");
    }
    shown
}

pub(crate) fn manifest(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n")
}
