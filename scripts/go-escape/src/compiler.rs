//! Go's own compiler, asked for its report.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::analysis::{Options, analyse};
use crate::comparison::Comparison;
use crate::package::Package;
use crate::releases::Release;
use crate::source::SourceFile;

/// A release of Go on this machine.
#[derive(Clone, Debug)]
pub struct Compiler {
    go: PathBuf,
    /// The release, by which the model chooses its rules.
    pub release: Release,
    /// The whole version, such as `1.27.3`.
    pub version: String,
}

/// Why the compiler gave no report.
#[derive(Debug, thiserror::Error)]
pub enum CompilerError {
    /// The program cannot be run, or a file cannot be written for it.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// What the system says.
        source: io::Error,
    },
    /// It is no release of Go that the model knows.
    #[error("{path}: `go version` says {said:?}, which is no release that the model knows", path = path.display())]
    Unknown {
        /// The program.
        path: PathBuf,
        /// Its answer.
        said: String,
    },
    /// The compiler refuses the package.
    #[error("Go {version} refuses the package:\n{said}")]
    Refused {
        /// The version of Go.
        version: String,
        /// What it says.
        said: String,
    },
}

/// Why a package could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum HeldError {
    /// The model refuses it.
    #[error(transparent)]
    Model(#[from] crate::error::Error),
    /// The compiler gives no report.
    #[error(transparent)]
    Compiler(#[from] CompilerError),
}

/// Holds the model against the compiler on one package: how many lines agree, and which do not.
pub fn held_against(package: &Package, compiler: &Compiler) -> Result<Comparison, HeldError> {
    let options = Options { language: package.language, ..Options::default() };
    let analysis = analyse(&package.files, &package.dependencies, compiler.release, options)?;
    Ok(Comparison::of(&analysis.report().collect(), &compiler.report(package)?))
}

impl Compiler {
    /// The release whose `go` is at this path.
    pub fn at(go: &Path) -> Result<Self, CompilerError> {
        let output = run(Command::new(go).arg("version").env("GOTOOLCHAIN", "local"))?;
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let version = said.split(' ').nth(2).and_then(|version| version.strip_prefix("go")).map(str::to_owned);
        match version.as_deref().and_then(|version| Some((version, version.parse().ok()?))) {
            Some((version, release)) => Ok(Compiler { go: go.to_owned(), release, version: version.to_owned() }),
            None => Err(CompilerError::Unknown { path: go.to_owned(), said }),
        }
    }

    /// The newest toolchain of each release below a directory, as `scripts/install-go` makes them; none if there is no such directory.
    pub fn below(directory: &Path) -> Result<Vec<Self>, CompilerError> {
        let mut found: Vec<Compiler> = Vec::new();
        let Ok(entries) = fs::read_dir(directory) else { return Ok(found) };
        for entry in entries.flatten() {
            let go = entry.path().join("bin/go");
            if go.is_file() && !entry.file_name().to_string_lossy().starts_with('.') {
                found.push(Compiler::at(&go)?);
            }
        }
        found.sort_by_key(|compiler| (compiler.release, patch(&compiler.version)));
        found.reverse();
        found.dedup_by_key(|compiler| compiler.release);
        found.reverse();
        Ok(found)
    }

    /// The packages of its standard library as it would compile them here without cgo, by their import path, without their tests.
    pub fn library(&self) -> Result<Vec<(String, Package)>, CompilerError> {
        const FORMAT: &str = "{{.ImportPath}}\t{{.Dir}}{{range .GoFiles}}\t{{.}}{{end}}";
        let output = run(self.go().args(["list", "-f", FORMAT, "std"]))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(CompilerError::Refused { version: self.version.clone(), said });
        }
        let mut packages = Vec::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let mut fields = line.split('\t');
            let (Some(path), Some(directory)) = (fields.next(), fields.next()) else { continue };
            let mut files = Vec::new();
            for name in fields {
                let file = Path::new(directory).join(name);
                let text = io_of(&file.display().to_string(), fs::read_to_string(&file))?;
                files.push(SourceFile { name: format!("./{name}"), text });
            }
            if !files.is_empty() {
                packages.push((path.to_owned(), Package { files, dependencies: vec![], language: None }));
            }
        }
        Ok(packages)
    }

    /// Its `go` command, for this platform without cgo and without the modules around.
    fn go(&self) -> Command {
        let mut command = Command::new(&self.go);
        let settings = [("GOENV", "off"), ("GOTOOLCHAIN", "local"), ("GOPROXY", "off"), ("GOFLAGS", "-mod=mod")];
        command.envs(settings).env("CGO_ENABLED", "0").env("GOWORK", "off");
        command
    }

    /// What it reports of a package under `-gcflags='-m -l'`: each line once.
    pub fn report(&self, package: &Package) -> Result<BTreeSet<String>, CompilerError> {
        let directory = io_of("a temporary directory", tempfile::tempdir())?;
        let root = directory.path();
        let language = package.language.unwrap_or(self.release);
        let mut module = format!("module package\n\ngo {language}\n");
        for (path, files) in &package.dependencies {
            let place = path.replace('/', "_");
            write_all(&root.join("..dependencies").join(&place), files, &format!("module {path}\n\ngo {language}\n"))?;
            module.push_str(&format!("\nrequire {path} v0.0.0\n\nreplace {path} => ./..dependencies/{place}\n"));
        }
        write_all(root, &package.files, &module)?;
        // A function without a body needs a file of assembly beside it.
        io_of("a file of assembly", fs::write(root.join("empty.s"), ""))?;
        let has_tests = package.files.iter().any(|file| file.name.ends_with("_test.go"));
        let mut command = self.go();
        match has_tests {
            // Compiles the tests as well, and links nothing.
            true => command.args(["list", "-test", "-export"]),
            false => command.args(["build", "-o"]).arg(root.join("..built")),
        };
        let output = run(command.arg("-gcflags=-m -l").arg(".").current_dir(root))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(CompilerError::Refused { version: self.version.clone(), said: said.into_owned() });
        }
        Ok(messages(&said))
    }
}

/// The messages about the package's files. One may go over several lines, where it repeats a literal that does.
fn messages(said: &str) -> BTreeSet<String> {
    let mut messages: Vec<String> = Vec::new();
    let mut is_ours = false;
    for line in said.lines() {
        if line.starts_with("./") {
            messages.push(line.to_owned());
            is_ours = true;
        } else if ["# ", "<autogenerated>", "go: "].iter().any(|head| line.starts_with(head)) {
            is_ours = false;
        } else if let Some(last) = messages.last_mut().filter(|_| is_ours) {
            last.push('\n');
            last.push_str(line);
        }
    }
    messages.into_iter().collect()
}

fn write_all(directory: &Path, files: &[SourceFile], module: &str) -> Result<(), CompilerError> {
    let what = || directory.display().to_string();
    io_of(&what(), fs::create_dir_all(directory))?;
    io_of(&what(), fs::write(directory.join("go.mod"), module))?;
    for file in files {
        let name = file.name.strip_prefix("./").unwrap_or(&file.name);
        io_of(name, fs::write(directory.join(name), &file.text))?;
    }
    Ok(())
}

fn io_of<T>(what: &str, result: io::Result<T>) -> Result<T, CompilerError> {
    result.map_err(|source| CompilerError::Io { what: what.to_owned(), source })
}

fn run(command: &mut Command) -> Result<std::process::Output, CompilerError> {
    let program = command.get_program().to_owned();
    io_of(&program.to_string_lossy(), command.output())
}

fn patch(version: &str) -> u32 {
    version.rsplit('.').next().and_then(|patch| patch.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::messages;

    #[test]
    fn a_message_goes_on_to_the_next_one_and_lines_about_nothing_in_the_package_are_left_out() {
        let said = "# package\n./a.go:1:2: f(`b\nc`) escapes to heap\n<autogenerated>:1: leaking param: x\nmore of it\n./a.go:3:4: moved to heap: d\n";
        let found: Vec<String> = messages(said).into_iter().collect();
        assert_eq!(found, ["./a.go:1:2: f(`b\nc`) escapes to heap", "./a.go:3:4: moved to heap: d"]);
    }
}
