//! On how many lines does the model of Go's escape analysis agree with the compilers that are here?
//!
//! Four suites are compared: the corpus, the Go programs of this workbook, the standard library of the release, and the programs of
//! the differences that have a name. The model alone, which needs no Go, is asked again by [`differences`].

use crate::check::beside;
use crate::go::toolchain::Toolchain;
use crate::{Progress, Workspace};
use anyhow::Context;
use go_escape::{Comparison, Compiler, Error, HeldError, Known, Options, Package, Release, analyse, held_against};
use record::model::{Agreement, Compared, Difference, Suite, SuiteName};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Packages by the name that stands before the lines about them.
type Packages = Vec<(String, Package)>;

/// Holds the model against each of `toolchains`. The packages of the standard library take minutes, and are compared where
/// `with_library` says so.
///
/// # Errors
///
/// When a source cannot be read, or a toolchain cannot be run or refuses one of the workbook's own programs.
pub fn compare(
    workspace: &Workspace,
    toolchains: &[Toolchain],
    with_library: bool,
    progress: &dyn Progress,
) -> anyhow::Result<Agreement> {
    let known = known(workspace)?;
    let mut agreement = Agreement::default();
    agreement.known.extend(known.iter().map(|one| (one.name.clone(), one.explanation.clone())));
    for toolchain in toolchains {
        let compiler = Compiler::at(&toolchain.executable)?;
        let mut suites = own_suites(workspace, compiler.release, &known)?;
        if with_library {
            let library = compiler.library()?.into_iter().map(|(path, package)| (format!("{path}/"), package));
            suites.insert(2, (SuiteName::Library, library.collect()));
        }
        let number = suites.iter().map(|(_, packages)| packages.len() as u64).sum();
        progress.begin(&format!("model and compiler of Go {}", toolchain.version), Some(number));
        let compared = suites.into_iter().map(|(name, packages)| suite(name, &packages, &compiler, &known, progress));
        let compared = compared.collect::<anyhow::Result<Vec<Suite>>>()?;
        progress.end();
        agreement.releases.push(Compared {
            version: toolchain.version,
            describes_itself: toolchain.describes_itself.clone(),
            origin: toolchain.origin.clone(),
            suites: compared,
        });
    }
    Ok(agreement)
}

/// In what the model, asked now, prints other than it did, one sentence each. Go is not needed: of the suites that are in the workbook the
/// lines and packages of the model are counted.
///
/// # Errors
///
/// When a source cannot be read.
pub fn differences(workspace: &Workspace, kept: &Agreement) -> anyhow::Result<Vec<String>> {
    let known = known(workspace)?;
    let mut differences = Vec::new();
    for release in &kept.releases {
        let rules: Release = release.version.to_string().parse()?;
        for (name, packages) in own_suites(workspace, rules, &known)? {
            let place = format!("Go {}, suite `{}`", release.version, name.name());
            let Some(then) = release.suites.iter().find(|suite| suite.name == name) else {
                differences.push(format!("{place}: it is not in the file"));
                continue;
            };
            let (mut lines, mut taken) = (0, 0);
            for (_, package) in &packages {
                let options = Options { language: package.language, ..Options::default() };
                if let Ok(analysis) = analyse(&package.files, &package.dependencies, rules, options) {
                    taken += 1;
                    lines += analysis.report().collect::<std::collections::BTreeSet<_>>().len() as u64;
                }
            }
            let mut differs = |what: &str, then: u64, now: u64| {
                if then != now {
                    differences.push(format!("{place}: {then} {what} recorded, {now} now"));
                }
            };
            differs("lines of the model", then.of_model(), lines);
            differs("packages that the model takes", then.packages, taken);
        }
    }
    Ok(differences)
}

/// The directory of the model.
pub(crate) fn directory(root: &Path) -> PathBuf {
    root.join("scripts/go-escape")
}

fn known(workspace: &Workspace) -> anyhow::Result<Vec<Known>> {
    Ok(Known::read_all(&directory(workspace.root()).join("known"))?)
}

/// The directories of the workbook's Go programs, and the programs that are a file each.
pub(crate) fn programs(workspace: &Workspace) -> anyhow::Result<Vec<PathBuf>> {
    let root = workspace.root();
    let mut found = vec![root.join("scripts/go-variants"), directory(root).join("table")];
    for chapter in workspace.chapters()?.iter().filter(|chapter| chapter.has_go()) {
        found.push(chapter.go());
        found.extend(crate::go::printing::files(chapter)?);
    }
    Ok(found)
}

/// The suites that are in the workbook, under the rules of a release.
fn own_suites(workspace: &Workspace, release: Release, known: &[Known]) -> anyhow::Result<Vec<(SuiteName, Packages)>> {
    let corpus = directory(workspace.root()).join("corpus");
    // It is in the language of the release, not in that of its `go.mod`.
    let corpus_package = Package { language: None, ..Package::read(&corpus, release, false)? };
    let mut own = Packages::new();
    for path in programs(workspace)? {
        let is_file = path.is_file();
        let package = if is_file { Package::file(&path)? } else { Package::read(&path, release, true)? };
        let place = if is_file { path.parent().unwrap_or(&path) } else { &path };
        own.push((format!("{}/", workspace.shown(place)), package));
    }
    let known = known.iter().map(|one| (format!("{}/", one.name), one.package.clone())).collect();
    Ok(vec![
        (SuiteName::Corpus, vec![(format!("{}/", workspace.shown(&corpus)), corpus_package)]),
        (SuiteName::Workbook, own),
        (SuiteName::Known, known),
    ])
}

/// What came of a package.
enum Held {
    Compared(Comparison),
    /// The model does not know this.
    Outside(String),
}

fn suite(
    name: SuiteName,
    packages: &Packages,
    compiler: &Compiler,
    known: &[Known],
    progress: &dyn Progress,
) -> anyhow::Result<Suite> {
    let hold = |(place, package): &(String, Package)| -> anyhow::Result<Held> {
        match held_against(package, compiler) {
            Ok(comparison) => Ok(Held::Compared(comparison)),
            Err(HeldError::Model(error)) if error.outside().is_some() => {
                Ok(Held::Outside(error.outside().unwrap_or_default().to_owned()))
            }
            // A package of the library has neighbours that only it may see, and names that only the linker knows.
            Err(HeldError::Model(Error::Type { .. } | Error::Syntax { .. })) if name == SuiteName::Library => {
                Ok(Held::Outside("what the model takes for an error".to_owned()))
            }
            Err(HeldError::Compiler(_)) if name == SuiteName::Library => {
                Ok(Held::Outside("what the compiler takes in the library only".to_owned()))
            }
            Err(error) => Err(error).with_context(|| format!("Go {}, {place}", compiler.version)),
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let held = beside(workers, packages, hold, |(place, _)| progress.step(place));
    let (mut total, mut taken) = (Comparison::default(), 0);
    let mut outside: BTreeMap<String, u64> = BTreeMap::new();
    for ((place, _), held) in packages.iter().zip(held) {
        match held? {
            Held::Compared(comparison) => {
                taken += 1;
                total.join(place, comparison);
            }
            Held::Outside(reason) => *outside.entry(reason).or_default() += 1,
        }
    }
    let of = |lines: &[String], of_compiler| -> Vec<Difference> {
        let difference = |line: &String| Difference {
            line: line.clone(),
            of_compiler,
            known: explained(name, line, of_compiler, compiler.release, known),
        };
        lines.iter().map(difference).collect()
    };
    let counts = total.total;
    Ok(Suite {
        name,
        packages: taken,
        lines: counts.lines as u64,
        equal: counts.equal as u64,
        missing: counts.missing as u64,
        extra: counts.extra as u64,
        different: counts.different as u64,
        differences: [of(&total.missing, true), of(&total.extra, false)].concat(),
        outside,
    })
}

/// The name of the known difference that explains a line, if there is one.
fn explained(name: SuiteName, line: &str, of_compiler: bool, release: Release, known: &[Known]) -> Option<String> {
    let explains = |one: &&Known| {
        if !one.releases.contains(&release) {
            return false;
        }
        if name != SuiteName::Known {
            let file = line.split(':').next().unwrap_or_default();
            return one.also_in.iter().any(|also| also == file);
        }
        let lines = if of_compiler { &one.compiler } else { &one.model };
        let expected = |expected: &String| line == format!("{}/{}", one.name, expected.trim_start_matches("./"));
        lines.iter().any(expected)
    };
    known.iter().find(explains).map(|one| one.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Body;

    #[test]
    fn a_difference_is_explained_by_its_own_program_and_by_the_files_that_are_named() {
        let release: Release = "1.21".parse().unwrap();
        let line = "./known.go:3:4: x escapes to heap".to_owned();
        let one = Known {
            name: "a_name".to_owned(),
            explanation: "Because.".to_owned(),
            package: Package::default(),
            releases: vec![release],
            compiler: vec![line],
            model: Vec::new(),
            also_in: vec!["experiments/a/go/b.go".to_owned()],
        };
        let known = [one];
        let by = |name, line: &str, of_compiler, release| explained(name, line, of_compiler, release, &known);
        let found = Some("a_name".to_owned());
        let own = "a_name/known.go:3:4: x escapes to heap";
        assert_eq!(by(SuiteName::Known, own, true, release), found);
        assert_eq!(by(SuiteName::Known, own, false, release), None);
        assert_eq!(by(SuiteName::Known, own, true, Release::NEWEST), None);
        assert_eq!(by(SuiteName::Workbook, "experiments/a/go/b.go:9:9: y", false, release), found);
        assert_eq!(by(SuiteName::Workbook, "experiments/a/go/c.go:9:9: y", false, release), None);
    }

    /// A workspace with a corpus of one function and no other Go, and a toolchain whose compiler reports this.
    #[cfg(unix)]
    fn workspace(root: &Path, report: &str) -> (Workspace, Vec<Toolchain>) {
        use std::os::unix::fs::PermissionsExt;
        let write = |file: &str, text: &str| {
            let file = root.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        };
        write("book/book.toml", "");
        write("experiments/README.md", "");
        write(
            "scripts/go-escape/corpus/a.go",
            "package corpus\n\nvar kept *int\n\nfunc f() {\n\tn := 1\n\tkept = &n\n}\n",
        );
        write("scripts/go-escape/table/main.go", "package main\n\nfunc main() {}\n");
        write("scripts/go-variants/generic.go", "package variants\n\nfunc f[T any](x T) T { return x }\n");
        write("scripts/go-escape/known/README.md", "");
        let script = format!(
            "#!/bin/sh\nif [ $1 = version ]; then echo go version go1.27.3 linux/amd64; exit; fi\nif [ -f a.go ]; then echo '{report}' >&2; fi\n"
        );
        write("go/bin/go", &script);
        let executable = root.join("go/bin/go");
        std::fs::set_permissions(&executable, std::fs::Permissions::from_mode(0o755)).unwrap();
        let toolchain = Toolchain {
            executable,
            version: "1.27.3".parse().unwrap(),
            describes_itself: String::new(),
            origin: String::new(),
        };
        (Workspace::around(root).unwrap(), vec![toolchain])
    }

    struct Silent;

    impl Progress for Silent {
        fn begin(&self, _: &str, _: Option<u64>) {}
        fn step(&self, _: &str) {}
        fn end(&self) {}
        fn say(&self, _: &str) {}
    }

    #[cfg(unix)]
    #[test]
    fn equal_lines_are_counted_and_a_line_that_differs_is_named_and_unexplained() {
        let directory = tempfile::tempdir().unwrap();
        let compared = |message: &str| {
            let (workspace, toolchains) = workspace(directory.path(), &format!("./a.go:6:2: {message}"));
            (compare(&workspace, &toolchains, false, &Silent).unwrap(), workspace)
        };
        let (agreement, workspace) = compared("moved to heap: n");
        assert_eq!((agreement.problems(), agreement.unexplained()), (vec![], vec![]));
        let [corpus, own, known] = &agreement.releases[0].suites[..] else { panic!("three suites") };
        assert_eq!((corpus.packages, corpus.lines, corpus.equal), (1, 1, 1));
        assert_eq!((own.packages, &own.outside), (1, &BTreeMap::from([("generics".to_owned(), 1)])));
        assert_eq!((known.name, known.packages), (SuiteName::Known, 0));
        assert_eq!(differences(&workspace, &agreement).unwrap(), [""; 0]);

        let (other, _) = compared("moved to heap: m");
        assert_eq!(other.problems(), [""; 0]);
        assert_eq!(other.releases[0].suites[0].different, 1);
        let unexplained = other.unexplained();
        assert!(
            unexplained[0].contains("only the compiler says scripts/go-escape/corpus/a.go:6:2: moved to heap: m"),
            "{unexplained:?}"
        );
        assert!(
            unexplained[1].contains("only the model says scripts/go-escape/corpus/a.go:6:2: moved to heap: n"),
            "{unexplained:?}"
        );
        assert!(agreement.worse(&other)[0].contains("1 equal lines recorded, 0 now"));

        let file = directory.path().join("scripts/go-escape/corpus/a.go");
        std::fs::write(&file, "package corpus\n\nfunc f() {}\n").unwrap();
        let differences = differences(&workspace, &agreement).unwrap();
        assert_eq!(differences, ["Go 1.27.3, suite `corpus`: 1 lines of the model recorded, 0 now"]);
    }
}
