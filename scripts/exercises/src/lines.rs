//! Which lines of a submission still allocate?
//!
//! The heap profile of the work says how much each line asks for, in debug; the site report says of the same lines what the compiled code
//! does.

use crate::build::{Built, build};
use crate::run::run;
use crate::{Copy, Error, Grade};
use heap_sites::Report;
use heap_views::{HeapProfile, Sample};
use record::{Profile, Workspace};
use std::collections::BTreeMap;

/// A line of the learner's code that asks for memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: u32,
    /// Its code, without the space around it.
    pub code: String,
    /// Allocations and reallocations of its blocks in one call of the work, in debug.
    pub calls: i64,
    /// Requested bytes.
    pub bytes: i64,
    /// The line of the learner's code that called it, where it is in an implementation of a trait: a derived one has no code to look at.
    pub from: Option<u32>,
    /// What the site report says of it, such as `heap: via alloc::vec::Vec::push`.
    pub sites: Vec<String>,
}

/// The lines of a graded copy that ask for memory in the work of a label, those that ask most often first.
///
/// # Errors
///
/// When a program can't be built or run, or a file can't be read.
pub fn allocating_lines(workspace: &Workspace, copy: &Copy<'_>, grade: &Grade, of: &str) -> Result<Vec<Line>, Error> {
    let target = Copy::target(workspace);
    let Built::Programs(programs) =
        build(workspace, (copy.directory(), copy.name()), &target, ["--test", "profile"], Profile::Debug, false)?
    else {
        return Ok(Vec::new());
    };
    let file = copy.directory().join("dhat-heap.json");
    if let Some(program) = programs.get("profile") {
        run(program, &[of, &file.display().to_string()])?;
    }
    // A profile that can't be read costs the learner a hint, not the grade.
    let Ok((profile, _)) = heap_views::read(&file) else { return Ok(Vec::new()) };
    let code = copy.code();
    let source = std::fs::read_to_string(&code).map_err(Error::file(&code))?;
    let report = report(copy, grade);
    let line = |((number, from), (calls, bytes)): ((u32, Option<u32>), (i64, i64))| Line {
        number,
        code: source.lines().nth(number as usize - 1).unwrap_or_default().trim().to_owned(),
        calls,
        bytes,
        from,
        sites: report.as_ref().map_or_else(Vec::new, |report| sites(report, number)),
    };
    let mut lines: Vec<Line> = by_line(&profile).into_iter().map(line).collect();
    lines.sort_by_key(|line| (-line.calls, line.number));
    Ok(lines)
}

/// A line, and the line that called it where the call went through a trait's implementation.
type Place = (u32, Option<u32>);

/// Calls and bytes by the innermost line of `src/lib.rs`.
fn by_line(profile: &HeapProfile) -> BTreeMap<Place, (i64, i64)> {
    let mut lines: BTreeMap<Place, (i64, i64)> = BTreeMap::new();
    for stack in &profile.stacks {
        let mut own = stack.frames.iter().map(|frame| profile.frame(*frame)).filter_map(|frame| {
            let function = profile.function(frame.function);
            let is_own = frame.line > 0 && function.file.ends_with("src/lib.rs") && is_of_exercise(&function.name);
            is_own.then_some((frame.line, function.name.as_str()))
        });
        if let Some((line, function)) = own.next() {
            let is_of_trait = function.contains(" as ");
            let from = own.next().filter(|_| is_of_trait).map(|(line, _)| line);
            let (calls, bytes) = lines.entry((line, from)).or_default();
            *calls += stack.values.get(Sample::AllocObjects);
            *bytes += stack.values.get(Sample::AllocSpace);
        }
    }
    lines
}

/// Other packages have a `src/lib.rs`, too.
fn is_of_exercise(name: &str) -> bool {
    name.starts_with("exercise::") || name.contains("<exercise::") || name.contains(" exercise::")
}

fn report(copy: &Copy<'_>, grade: &Grade) -> Option<Report> {
    let [debug, release] = Profile::ALL.map(|profile| grade.programs.get(&profile));
    Some(heap_sites::survey_linked(copy.directory(), "exercise", debug?, release?).ok()?.report)
}

fn sites(report: &Report, number: u32) -> Vec<String> {
    let line = report.files.iter().filter(|file| file.path == "src/lib.rs").find_map(|file| file.line(number));
    line.map(|line| line.messages().into_iter().map(|message| message.text()).collect()).unwrap_or_default()
}
