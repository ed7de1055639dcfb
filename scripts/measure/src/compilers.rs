//! Which counts does another compiler change? The chapters' own programs, built by it, say.
//!
//! Where a count in release is another one, the instructions of the chapter are counted too.

use crate::binaries::{self, Executables};
use crate::{Chapter, Progress, Workspace, counts, instructions};
use anyhow::{Context, bail};
use record::compilers::{Changes, Compilers, Tried};
use record::program::Need;
use record::{InstructionCounts, Kind, Outcome, Profile, Record, Sealed};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A compiler that was asked for its version.
#[derive(Debug)]
pub struct Compiler {
    path: PathBuf,
    /// The first line of `rustc -vV`.
    pub version: String,
}

impl Compiler {
    /// Asks the executable at `path`.
    ///
    /// # Errors
    ///
    /// When it cannot be run, or is no rustc.
    pub fn at(path: &Path) -> anyhow::Result<Self> {
        // A bare name is looked up on PATH; a path means what it means here, wherever cargo runs.
        let path = if path.components().count() > 1 { std::path::absolute(path)? } else { path.to_owned() };
        let remedy = "name the executable of a compiler, such as \"$(rustup which rustc --toolchain nightly)\"";
        let output = Command::new(&path).arg("-vV").output();
        let output = output.with_context(|| format!("{}: it cannot be run; {remedy}", path.display()))?;
        let text = String::from_utf8_lossy(&output.stdout);
        match text.lines().next().filter(|line| output.status.success() && line.starts_with("rustc ")) {
            Some(version) => Ok(Self { version: version.to_owned(), path }),
            None => bail!("{}: `-vV` does not answer as rustc does; {remedy}", path.display()),
        }
    }
}

/// What the compilers make of each of the chapters, in their order.
///
/// A chapter that a compiler cannot build is an entry with that reason.
///
/// # Errors
///
/// When a record cannot be read, or cargo cannot be run.
pub fn compare(
    workspace: &Workspace,
    chapters: &[Chapter],
    compilers: &[Compiler],
    progress: &dyn Progress,
) -> anyhow::Result<Vec<Compilers>> {
    let records = chapters.iter().map(|chapter| Record::read(&chapter.kept(Kind::Record), &chapter.slug));
    let records: Vec<Record> = records.collect::<Result<_, _>>()?;
    let mut all: Vec<Compilers> = chapters.iter().map(|_| Compilers::default()).collect();
    for compiler in compilers {
        let build = |what: &str, target, is_release| {
            progress.begin(&format!("{}: building ({what})", compiler.version), None);
            let built = binaries::build_by(workspace, &compiler.path, target, is_release);
            progress.end();
            built
        };
        let test = binaries::Target::Test(record::program::CHAPTER);
        let programs = [build("debug", test, false)?, build("release", test, true)?];
        let mut benches = None;
        progress.begin(&format!("{}: counting", compiler.version), Some(chapters.len() as u64));
        for ((chapter, record), kept) in chapters.iter().zip(&records).zip(&mut all) {
            let mut changes = changes(record, &programs);
            if let Outcome::Measured(changes) = &mut changes
                && changes.changed.iter().any(|change| change.profile == Profile::Release)
                && Need::Callgrind.missing().is_none()
            {
                if benches.is_none() {
                    let bench = binaries::Target::Bench(record::program::TIME);
                    benches = Some(binaries::build_by(workspace, &compiler.path, bench, true)?);
                }
                let bench = benches.as_ref().and_then(|benches| benches.get(&chapter.slug));
                add_instructions(chapter, changes, bench.context("the bench is not built")?)?;
            }
            kept.compilers.push(Tried { rustc: compiler.version.clone(), changes });
            progress.step(&chapter.slug);
        }
        progress.end();
    }
    Ok(all)
}

fn changes(record: &Record, programs: &[Executables; 2]) -> Outcome<Changes> {
    let mut reports = Vec::new();
    for (profile, programs) in Profile::ALL.into_iter().zip(programs) {
        let Some(program) = programs.get(&record.experiment) else {
            return Outcome::Failed(format!("in {profile}, it does not compile"));
        };
        match counts::report(program) {
            Ok(report) => reports.push(report),
            Err(error) => return Outcome::Failed(format!("in {profile}: {error:#}")),
        }
    }
    Outcome::Measured(Changes::between(record, [&reports[0], &reports[1]]))
}

/// Adds the instructions of the cases that changed in release, where they are kept for this machine.
fn add_instructions(chapter: &Chapter, changes: &mut Changes, bench: &Path) -> anyhow::Result<()> {
    let kept: InstructionCounts = Sealed::read(&chapter.kept(Kind::Instructions), &chapter.slug)?;
    if instructions::machine()? != kept.machine {
        return Ok(());
    }
    let now = instructions::once(bench)?;
    for change in changes.changed.iter_mut().filter(|change| change.profile == Profile::Release) {
        let outside = |counts: &record::instructions::Instructions| Some(counts.of(&change.case)?.measured()?.outside);
        change.instructions = outside(&kept).zip(outside(&now)).map(|(kept, now)| [kept, now]);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_compiler_is_refused_with_the_remedy() {
        for path in ["/no/such/rustc", "/bin/true"] {
            let error = format!("{:#}", Compiler::at(Path::new(path)).unwrap_err());
            assert!(error.contains(path) && error.contains("rustup which rustc"), "{error}");
        }
        assert!(Compiler::at(Path::new("rustc")).unwrap().version.starts_with("rustc "));
    }
}
