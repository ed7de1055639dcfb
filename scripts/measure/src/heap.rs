//! Where does each case of an experiment ask for memory, by dhat?
//!
//! `experiments/<slug>/heap.json`, shown on the page: the heap profile of every case in the release build, folded to the lines of the
//! experiment and its dependencies. What calls a case to measure it, the harness, is left out.

use crate::{Experiment, Workspace, binaries};
use anyhow::{Context, bail};
use heap_views::recorded::{Recorded, RecordedCase, RecordedStack, SCHEMA};
use heap_views::{Folding, Sources, dhat, fold};
use record::program::{HARNESS, PROFILE, Profiled, UNKNOWN_CASE};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file of an experiment.
pub fn file(experiment: &Experiment) -> PathBuf {
    experiment.directory.join("heap.json")
}

/// Builds the experiment's test program in release, runs it under dhat, and returns what the file must hold.
///
/// # Errors
///
/// When the program does not compile, or a case fails, or a profile cannot be read.
pub fn current(workspace: &Workspace, experiment: &Experiment) -> anyhow::Result<Recorded> {
    let programs = binaries::chapters(workspace, &[&experiment.slug], true)?;
    let program = programs.get(&experiment.slug).context("a program that was built")?;
    let sources = Sources::below(&[workspace.root().to_owned()])?;
    let folding = Folding { left_out: harness(), ..Folding::default() };
    let mut cases = Vec::new();
    for (case, file) in profiles(program, experiment, None)? {
        let (profile, _) = dhat::read(&file, &mut |_| {})?;
        let (profile, _) = fold(profile, &sources, &folding)?;
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

/// Runs an experiment's test program under dhat, for the cases that `name` means or for all, and says by case where each profile is. Cases that are not
/// counted have none.
///
/// # Errors
///
/// When the program fails; [`UnknownCase`], when it has no case of the name.
pub fn profiles(program: &Path, experiment: &Experiment, name: Option<&str>) -> anyhow::Result<Vec<(String, PathBuf)>> {
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
    let ids: BTreeSet<&str> =
        [recorded, current].iter().flat_map(|one| &one.cases).map(|case| case.case.as_str()).collect();
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
        let stacks =
            stacks.iter().map(|(frame, values)| RecordedStack { frames: vec![(*frame).to_owned()], values: *values });
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
        let check =
            |now: &Recorded, expected: &str| assert_eq!(differences(&then, now), [format!("{place}: {expected}")]);
        check(&recorded(&[]), "8 B in 1 blocks recorded, no such stack now");
        check(&recorded(&[(BOXED.0, [16, 2, 8, 1, 0, 0])]), "8 B in 1 blocks recorded, 16 B in 2 blocks now");
        check(
            &recorded(&[(BOXED.0, [8, 1, 8, 1, 8, 1])]),
            "8 B in 1 blocks, and other figures at the peak or at the end",
        );
        assert_eq!(
            differences(&recorded(&[]), &then),
            [format!("{place}: no such stack recorded, 8 B in 1 blocks now")]
        );
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
