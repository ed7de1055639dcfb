//! Where does each case of an experiment ask for memory, by dhat?
//!
//! `experiments/<slug>/heap.json`, shown on the page: the heap profile of every case in the release build, folded to the lines of the
//! experiment and its dependencies. What runs around a case, the harness, is cut off: the outermost frame is the case's.

use crate::binaries::{self, Target};
use crate::{Experiment, Workspace};
use anyhow::{Context, bail};
use heap_views::recorded::{Recorded, RecordedCase, RecordedStack, SCHEMA};
use heap_views::{Folding, Profile, Sources, dhat, fold};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file of an experiment.
pub fn file(experiment: &Experiment) -> PathBuf {
    experiment.directory.join("heap.json")
}

/// Builds the experiment's profiling example in release, runs it, and returns what the file must hold.
///
/// # Errors
///
/// When the example does not compile, or a case fails, or a profile cannot be read.
pub fn current(workspace: &Workspace, experiment: &Experiment) -> anyhow::Result<Recorded> {
    let programs = binaries::build(workspace, &[&experiment.slug], Target::Example("profile"), true)?;
    let program = programs.get(&experiment.slug).context("a program that was built")?;
    let sources = Sources::below(&[workspace.root().to_owned()])?;
    let mut cases = Vec::new();
    for (case, file) in profiles(program, &[])? {
        let (profile, _) = dhat::read(&file, &mut |_| {})?;
        let (mut profile, _) = fold(profile, &sources, &Folding::default())?;
        cut_harness(&mut profile, &experiment.slug);
        cases.push(RecordedCase::of(&case, &profile));
    }
    Ok(Recorded { schema: SCHEMA, experiment: experiment.slug.clone(), rustc: rustc()?, cases })
}

/// Writes the file anew.
///
/// # Errors
///
/// As [`current`], or when the file cannot be written.
pub fn renew(workspace: &Workspace, experiment: &Experiment) -> anyhow::Result<()> {
    let file = file(experiment);
    let text = current(workspace, experiment)?.file_text()?;
    record::write_whole(&file, text.as_bytes()).with_context(|| file.display().to_string())
}

/// Runs a profiling example for the cases named, or for all of them, and returns the file of each case, in the order of the declaration.
///
/// # Errors
///
/// When the example fails; the message has what it printed.
pub fn profiles(program: &Path, cases: &[&str]) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let output = Command::new(program).args(cases).output().with_context(|| program.display().to_string())?;
    if !output.status.success() {
        bail!("{} failed ({})\n{}", program.display(), output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    let lines = String::from_utf8(output.stdout).with_context(|| program.display().to_string())?;
    let files = lines.lines().filter_map(|line| line.split_once(": "));
    Ok(files.map(|(case, file)| (case.to_owned(), PathBuf::from(file))).collect())
}

/// Leaves out, at the outer end of every stack, the frames of what runs a case. A stack of nothing else stays as it is.
fn cut_harness(profile: &mut Profile, slug: &str) {
    let program = format!("experiments/{slug}/examples/");
    let is_harness = |file: &str| {
        file.starts_with(&program)
            // The instruments are an experiment, too.
            || (file.starts_with("experiments/instruments/src/") && !file.starts_with("experiments/instruments/src/chapter/"))
    };
    let harness: Vec<bool> =
        profile.frames.iter().map(|frame| is_harness(&profile.function(frame.function).file)).collect();
    for stack in &mut profile.stacks {
        if let Some(outermost) = stack.frames.iter().rposition(|frame| !harness[frame.0 as usize]) {
            stack.frames.truncate(outermost + 1);
        }
    }
}

/// The compiler that builds the experiments.
fn rustc() -> anyhow::Result<String> {
    let output = Command::new("rustc").arg("--version").output().context("rustc cannot be run; is it on PATH?")?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// How many stacks are named before the rest is only counted.
const NAMED: usize = 5;

/// In what profiles that were kept differ from ones made now, one sentence a stack.
pub fn differences(recorded: &Recorded, current: &Recorded) -> Vec<String> {
    let mut differences = Vec::new();
    let ids: BTreeSet<&str> = [recorded, current].iter().flat_map(|one| &one.cases).map(|case| case.case.as_str()).collect();
    for id in ids {
        match (recorded.case(id), current.case(id)) {
            (Some(then), Some(now)) => differences.extend(stack_differences(then, now)),
            (None, _) => differences.push(format!("case `{id}`: profiled now, and not in the file")),
            (_, None) => differences.push(format!("case `{id}`: in the file, and no longer profiled")),
        }
    }
    let more = differences.len().saturating_sub(NAMED);
    if more > 1 {
        differences.truncate(NAMED);
        differences.push(format!("{more} more stacks differ"));
    }
    if !differences.is_empty() && recorded.rustc != current.rustc {
        differences.push(format!("made with {}, compared with {}", recorded.rustc, current.rustc));
    }
    differences
}

fn stack_differences(then: &RecordedCase, now: &RecordedCase) -> Vec<String> {
    let values = |case: &RecordedCase, frames: &[String]| {
        case.stacks.iter().find(|stack| stack.frames == frames).map(|stack| stack.values)
    };
    let stacks: BTreeSet<&RecordedStack> = then.stacks.iter().chain(&now.stacks).collect();
    let frames: BTreeSet<&[String]> = stacks.iter().map(|stack| stack.frames.as_slice()).collect();
    let told = |values: Option<[i64; 6]>| match values {
        Some([bytes, blocks, ..]) => format!("{bytes} B in {blocks} blocks"),
        None => "no such stack".to_owned(),
    };
    frames
        .into_iter()
        .filter(|frames| values(then, frames) != values(now, frames))
        .map(|frames| {
            let place = frames.first().map_or("a stack without frames", String::as_str);
            let [recorded, found] = [values(then, frames), values(now, frames)].map(told);
            let how = if recorded == found {
                format!("{recorded}, and other figures at the peak or at the end")
            } else {
                format!("{recorded} recorded, {found} now")
            };
            format!("case `{}`, {place}: {how}", then.case)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(stacks: &[(&str, [i64; 6])]) -> Recorded {
        let stacks = stacks.iter().map(|(frame, values)| RecordedStack { frames: vec![(*frame).to_owned()], values: *values });
        let case = RecordedCase { case: "boxed".to_owned(), stacks: stacks.collect() };
        Recorded { schema: SCHEMA, experiment: "a".to_owned(), rustc: "rustc 1".to_owned(), cases: vec![case] }
    }

    const BOXED: (&str, [i64; 6]) = ("a::boxed (src/boxed.rs:3:5)", [8, 1, 8, 1, 0, 0]);

    #[test]
    fn equal_profiles_do_not_differ_whatever_compiled_them() {
        let mut now = recorded(&[BOXED]);
        now.rustc = "rustc 2".to_owned();
        assert_eq!(differences(&recorded(&[BOXED]), &now), [""; 0]);
    }

    #[test]
    fn a_stack_that_differs_is_named_with_both_figures() {
        let then = recorded(&[BOXED]);
        let place = "case `boxed`, a::boxed (src/boxed.rs:3:5)";
        let check = |now: &Recorded, expected: &str| assert_eq!(differences(&then, now), [format!("{place}: {expected}")]);
        check(&recorded(&[]), "8 B in 1 blocks recorded, no such stack now");
        check(&recorded(&[(BOXED.0, [16, 2, 8, 1, 0, 0])]), "8 B in 1 blocks recorded, 16 B in 2 blocks now");
        check(&recorded(&[(BOXED.0, [8, 1, 8, 1, 8, 1])]), "8 B in 1 blocks, and other figures at the peak or at the end");
        assert_eq!(differences(&recorded(&[]), &then), [format!("{place}: no such stack recorded, 8 B in 1 blocks now")]);
    }

    #[test]
    fn a_case_that_came_or_went_is_a_difference() {
        let with = recorded(&[BOXED]);
        let mut without = with.clone();
        without.cases.clear();
        assert_eq!(differences(&without, &with), ["case `boxed`: profiled now, and not in the file"]);
        assert_eq!(differences(&with, &without), ["case `boxed`: in the file, and no longer profiled"]);
    }
}
