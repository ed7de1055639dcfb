//! Where does each case of an experiment ask for memory, by dhat?
//!
//! Of the cases that pages show, the heap profile of the release build is kept ([`current`]), folded to the lines of the experiment and its
//! dependencies. What calls a case to measure it, the harness, is left out. What the others ask for is asserted by the experiment's tests under dhat.

use crate::{Chapter, Workspace};
use anyhow::{Context, bail};
use heap_sites::Source;
use heap_views::{Folding, Sources, dhat, fold};
use record::Place;
use record::heap::{CaseProfile, Frame, Heap, Stack};
use record::program::{HARNESS, PROFILE, Profiled, UNKNOWN_CASE};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs the experiment's test program, built in release, under dhat for these cases, and returns what the file must hold.
///
/// # Errors
///
/// When a case fails, or a profile cannot be read. [`UnknownCase`], when there is none of a name.
pub fn current(
    workspace: &Workspace,
    experiment: &Chapter,
    program: &Path,
    cases: &BTreeSet<String>,
) -> anyhow::Result<Heap> {
    let sources = Sources::below(&[workspace.root().to_owned()])?;
    let folding = Folding { left_out: harness(), ..Folding::default() };
    let mut files = Files { root: workspace.root(), read: BTreeMap::new() };
    let mut kept = Vec::new();
    for case in cases {
        for (id, file) in profiles(program, experiment, Some(case))?.into_iter().filter(|(id, _)| id == case) {
            let (profile, _) = dhat::read(&file)?;
            let (profile, _) = fold(profile, &sources, &folding)?;
            kept.push(case_profile(&id, &profile, &mut files)?);
        }
    }
    Ok(Heap { cases: kept })
}

/// The source files of the workspace that frames name, each read once.
#[derive(Debug)]
pub struct Files<'w> {
    root: &'w Path,
    read: BTreeMap<String, Option<Source>>,
}

impl<'w> Files<'w> {
    /// Files below this directory.
    pub fn below(root: &'w Path) -> Self {
        Self { root, read: BTreeMap::new() }
    }

    /// The file, where it is one of the workspace.
    fn get(&mut self, file: &str) -> anyhow::Result<Option<&Source>> {
        if !self.read.contains_key(file) {
            let path = self.root.join(file);
            let is_ours = Path::new(file).is_relative() && path.is_file();
            let source = is_ours.then(|| Source::read(&path)).transpose()?;
            self.read.insert(file.to_owned(), source);
        }
        Ok(self.read.get(file).and_then(Option::as_ref))
    }

    /// A frame, with its line by what is written there where the file is one of the workspace.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn frame(&mut self, function: &str, file: &str, line: u32, column: u32) -> anyhow::Result<Frame> {
        let mut frame = Frame { function: function.to_owned(), file: file.to_owned(), place: None, line, column };
        if let Some(source) = self.get(file)? {
            let function = source.function(line).map(|function| *function.lines.start());
            if let Some(place) = Place::of(&source.lines, line, function) {
                let text = source.lines.get(line as usize - 1).map(String::as_str).unwrap_or_default();
                let indentation = u32::try_from(text.len() - text.trim_start().len()).unwrap_or_default();
                (frame.place, frame.line, frame.column) = (Some(place), 0, column.saturating_sub(indentation));
            }
        }
        Ok(frame)
    }
}

/// Writes a folded profile out. Stacks whose frames read the same become one.
///
/// # Errors
///
/// When a file that a frame names cannot be read, or a sum does not fit in 63 bits.
fn case_profile(case: &str, profile: &heap_views::HeapProfile, files: &mut Files<'_>) -> anyhow::Result<CaseProfile> {
    let mut stacks = Vec::new();
    for stack in &profile.stacks {
        let frames = stack.frames.iter().map(|id| {
            let heap_views::Frame { function, line, column, .. } = *profile.frame(*id);
            let heap_views::Function { name, file } = profile.function(function);
            files.frame(name, file, line, column)
        });
        stacks.push((frames.collect::<anyhow::Result<Vec<Frame>>>()?, stack.values.0));
    }
    summed(case, stacks)
}

/// The profile of these stacks, in the order of their frames.
///
/// # Errors
///
/// When a sum does not fit in 63 bits.
pub fn summed(case: &str, stacks: Vec<(Vec<Frame>, [i64; 6])>) -> anyhow::Result<CaseProfile> {
    let mut sums: BTreeMap<Vec<Frame>, [i64; 6]> = BTreeMap::new();
    for (frames, values) in stacks {
        let sum = sums.entry(frames).or_default();
        for (sum, value) in sum.iter_mut().zip(values) {
            *sum = sum.checked_add(value).with_context(|| format!("case `{case}`: a sum does not fit in 63 bits"))?;
        }
    }
    let mut written = CaseProfile { case: case.to_owned(), frames: Vec::new(), stacks: Vec::new() };
    let mut numbers: BTreeMap<Frame, u32> = BTreeMap::new();
    for (frames, values) in sums {
        let mut number = |frame: Frame| {
            *numbers.entry(frame).or_insert_with_key(|frame| {
                written.frames.push(frame.clone());
                u32::try_from(written.frames.len() - 1).unwrap_or(u32::MAX)
            })
        };
        let frames = frames.into_iter().map(&mut number).collect();
        written.stacks.push(Stack { frames, values });
    }
    Ok(written)
}

/// Runs an experiment's test program under dhat, for the cases that `name` means or for all, and says by case where each profile is. Cases that are not
/// counted have none.
///
/// # Errors
///
/// When the program fails; [`UnknownCase`], when it has no case of the name.
pub fn profiles(program: &Path, experiment: &Chapter, name: Option<&str>) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let output =
        Command::new(program).arg(PROFILE).args(name).output().with_context(|| program.display().to_string())?;
    let messages = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => {}
        Some(code) if code == i32::from(UNKNOWN_CASE) => {
            let message = messages.trim();
            return Err(UnknownCase(message.strip_prefix("error: ").unwrap_or(message).to_owned()).into());
        }
        _ => bail!("{} of {} failed ({})\n{}", program.display(), experiment.slug, output.status, messages.trim()),
    }
    let profiles: Vec<Profiled> =
        serde_json::from_slice(&output.stdout).with_context(|| format!("{}: what it printed", program.display()))?;
    Ok(profiles.into_iter().map(|profiled| (profiled.case, profiled.file)).collect())
}

/// The program says which cases there are.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UnknownCase(String);

/// The functions that call a case to measure it, by how their names begin: they say nothing about it.
pub fn harness() -> Vec<String> {
    HARNESS.map(str::to_owned).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use heap_views::{
        Frame as ProfileFrame, FrameId, Function, FunctionId, HeapProfile, Stack as ProfileStack, Values,
    };

    const SOURCE: &str = "pub fn run() -> u64 {\n    *Box::new(7)\n}\n";
    const FILE: &str = "experiments/a/src/boxed.rs";

    /// `run` asks for 8 B on the line with the box, twice, through a function of another package.
    fn profile(line: u32) -> HeapProfile {
        let function = |name: &str, file: &str| Function { name: name.to_owned(), file: file.to_owned() };
        let frame = |function, line| ProfileFrame { function: FunctionId(function), line, column: 6, address: 0 };
        let stack = || ProfileStack {
            frames: vec![FrameId(0), FrameId(1)],
            values: Values([8, 1, 8, 1, 0, 0]),
            ..ProfileStack::default()
        };
        HeapProfile {
            functions: vec![function("other::make", "other-1.0.0/src/lib.rs"), function("a::boxed::run", FILE)],
            frames: vec![frame(0, 7), frame(1, line)],
            stacks: vec![stack(), stack()],
            ..HeapProfile::default()
        }
    }

    fn written(source: &str, line: u32) -> CaseProfile {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join(FILE);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, source).unwrap();
        case_profile("boxed", &profile(line), &mut Files::below(root.path())).unwrap()
    }

    #[test]
    fn lines_of_the_workspace_are_kept_by_function_and_code_and_others_by_number() {
        let case = written(SOURCE, 2);
        let [other, run] = &case.frames[..] else { panic!("two frames, not {:?}", case.frames) };
        assert_eq!((other.line, other.column, other.place.is_none()), (7, 6, true));
        let place = run.place.as_ref().unwrap();
        assert_eq!((place.function.as_str(), place.code.as_str()), ("pub fn run() -> u64 {", "*Box::new(7)"));
        assert_eq!((run.line, run.column), (0, 2));
        let [stack] = &case.stacks[..] else { panic!("one stack, not {:?}", case.stacks) };
        assert_eq!((stack.frames.as_slice(), stack.values), (&[0, 1][..], [16, 2, 16, 2, 0, 0]));
        assert_eq!(written(&format!("// Why.\n\n{SOURCE}"), 4), case, "a comment above moves nothing");
    }

    #[test]
    fn sums_that_do_not_fit_are_an_error() {
        let error = summed("boxed", vec![(Vec::new(), [i64::MAX; 6]), (Vec::new(), [1; 6])]).unwrap_err().to_string();
        assert!(error.contains("case `boxed`"), "{error}");
    }
}
