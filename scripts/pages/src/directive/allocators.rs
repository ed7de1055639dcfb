//! `{{#allocators}}`: what the same programs take and hold under different allocators.

use super::memory::mebibytes;
use super::syntax::{Context, Directive, Origin, Syntax, known, words};
use crate::figure::{self, NO_FIGURE, above, measured, verdict_class};
use crate::html::{self, Cell, Table};
use crate::{provenance, published, suggest};
use record::allocators::{Allocator, INSTANTS, Measured, Program};
use record::{AllocatorsRecord, Kind, Outcome, Verdict, print};
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "allocators",
    forms: &[
        "SLUG versions",
        "SLUG times PROGRAM...",
        "SLUG calls PROGRAM...",
        "SLUG faults PROGRAM...",
        "SLUG memory RUN...",
        "SLUG time ALLOCATOR PROGRAM",
        "SLUG total ALLOCATOR PROGRAM",
        "SLUG resident ALLOCATOR RUN INSTANT",
        "SLUG verdicts ALLOCATOR",
        "SLUG same",
        "SLUG provenance",
    ],
    about: "What the same programs take and hold under different allocators: versions, times against the system's allocator, system calls, page faults, resident memory. In a sentence stand `time`, `total` (of the system calls), `resident`, `verdicts` (on the times of all programs) and `same` (whether the counts are).",
    parse: |arguments| {
        let (slug, view) = match words(arguments)[..] {
            [slug, "versions"] => (slug, View::Versions),
            [slug, "times", ref programs @ ..] if !programs.is_empty() => (slug, View::Times(programs.to_vec())),
            [slug, "calls", ref programs @ ..] if !programs.is_empty() => (slug, View::Calls(programs.to_vec())),
            [slug, "faults", ref programs @ ..] if !programs.is_empty() => (slug, View::Faults(programs.to_vec())),
            [slug, "memory", ref runs @ ..] if !runs.is_empty() => (slug, View::Memory(runs.to_vec())),
            [slug, "time", allocator, program] => (slug, View::Time { allocator, program }),
            [slug, "total", allocator, program] => (slug, View::Total { allocator, program }),
            [slug, "resident", allocator, run, instant] => {
                known("instant", instant, &INSTANTS)?;
                (slug, View::Resident { allocator, run, instant })
            }
            [slug, "verdicts", allocator] => (slug, View::Verdicts(allocator)),
            [slug, "same"] => (slug, View::Same),
            [slug, "provenance"] => (slug, View::Provenance),
            _ => return Err(SYNTAX.usage()),
        };
        Ok(Box::new(ShownAllocators { slug, view }))
    },
};

/// The instants that a table shows, and what it calls them.
const SHOWN: [(&str, &str); 5] = [
    ("start", "at the start"),
    ("peak", "at the peak"),
    ("dropped", "dropped"),
    ("later", "two seconds later"),
    ("second_peak", "second peak"),
];

#[derive(Debug, PartialEq, Eq)]
struct ShownAllocators<'a> {
    slug: &'a str,
    view: View<'a>,
}

#[derive(Debug, PartialEq, Eq)]
enum View<'a> {
    Versions,
    Times(Vec<&'a str>),
    Calls(Vec<&'a str>),
    Faults(Vec<&'a str>),
    Memory(Vec<&'a str>),
    Time { allocator: &'a str, program: &'a str },
    Total { allocator: &'a str, program: &'a str },
    Resident { allocator: &'a str, run: &'a str, instant: &'a str },
    Verdicts(&'a str),
    Same,
    Provenance,
}

impl Directive for ShownAllocators<'_> {
    fn is_block(&self) -> bool {
        use View::{Calls, Faults, Memory, Provenance, Times, Versions};
        matches!(self.view, Versions | Times(_) | Calls(_) | Faults(_) | Memory(_) | Provenance)
    }

    fn origin(&self) -> Option<Origin> {
        (self.view == View::Provenance).then(|| Origin::Allocators(self.slug.to_owned()))
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let seen = context.records().allocators(self.slug)?;
        let origin = Origin::Allocators(self.slug.to_owned());
        let id = || context.id(&origin);
        let sentence = |title: &str, text: &str| figure::in_sentence("figure", &origin, title, text);
        match &self.view {
            View::Versions => Ok(figures(
                versions(&seen),
                "The versions are those of the crates; the counters and the programs are in this repository.",
                id()?,
            )),
            View::Times(names) => Ok(figures(times(&seen, &programs(&seen, names)?), TIMES, id()?)),
            View::Calls(names) => Ok(figures(
                each(&seen, &programs(&seen, names)?, "System calls", calls),
                &format!(
                    "Calls of mmap, munmap, brk, madvise, mremap and mprotect while a program does its work {} times, beyond those of a program that does nothing; the lowest and the highest where the processes differ.",
                    print::count(seen.calls.into())
                ),
                id()?,
            )),
            View::Faults(names) => Ok(figures(
                each(&seen, &programs(&seen, names)?, "Page faults", |measured| range(&measured.faults)),
                &format!(
                    "Minor page faults while a program does its work {} times, beyond those of a program that does nothing; the lowest and the highest of the processes.",
                    print::count(seen.calls.into())
                ),
                id()?,
            )),
            View::Memory(names) => Ok(figures(
                memory(&seen, names)?,
                "Resident memory of a process, the median of the repeats; below it the lowest and the highest, where they are more than a hundredth apart.",
                id()?,
            )),
            View::Time { allocator, program } => {
                let time = &measured_under(&seen, allocator, program)?.time;
                let title = format!("{program} under {allocator}, its time against that under the first allocator");
                Ok(match measured(time) {
                    Err(missing) => sentence(&missing.reason.unwrap_or(title), &missing.text),
                    Ok(time) => {
                        let verdict = print::verdict(time.ratio.verdict);
                        sentence(&title, &format!("{verdict}, {}", figure::ratio(time)))
                    }
                })
            }
            View::Total { allocator, program } => {
                let measured = measured_under(&seen, allocator, program)?;
                let title = format!("{program} under {allocator}: system calls for memory");
                Ok(sentence(&title, &range(&totals(measured))))
            }
            View::Resident { allocator: name, run, instant } => {
                let resident = allocator(&seen, name)?.resident(run, instant);
                let resident = resident.ok_or_else(|| no_run(&seen, run))?;
                let title = format!("{run} under {name}, {instant}: resident, the median of the repeats");
                Ok(match measured(&resident) {
                    Err(missing) => sentence(&missing.reason.unwrap_or(title), &missing.text),
                    Ok([_, median, _]) => sentence(&title, &mebibytes(*median as f64)),
                })
            }
            View::Verdicts(name) => {
                let title = format!("the verdicts on the times under {name} against those under the first allocator");
                Ok(sentence(&title, &verdicts(allocator(&seen, name)?)))
            }
            View::Same => Ok(sentence("counted around each allocator", &same(&seen))),
            View::Provenance => Ok(block(&seen, id()?, &context.to_root())),
        }
    }
}

const TIMES: &str = "The first column is the time of a call under the first allocator; the others are times over that one, from common rounds, with the interval and the verdict below.";

/// A table with its note.
fn figures(table: Table, note: &str, anchor: &str) -> String {
    let note = format!("{note} {}", html::link_to(anchor, "How this was measured"));
    format!(r#"<div class="figures">{}{}</div>"#, table.html(), html::note(&note))
}

fn shown(seen: &AllocatorsRecord) -> String {
    crate::records::shown(&seen.experiment, Kind::Allocators)
}

fn programs<'r>(seen: &'r AllocatorsRecord, names: &[&str]) -> Result<Vec<&'r Program>, String> {
    names.iter().map(|name| program(seen, name)).collect()
}

fn program<'r>(seen: &'r AllocatorsRecord, name: &str) -> Result<&'r Program, String> {
    seen.program(name).ok_or_else(|| {
        let nearest = suggest::nearest(name, seen.programs.iter().map(|program| &*program.name));
        format!("{} has no program `{name}`{nearest}", shown(seen))
    })
}

fn allocator<'r>(seen: &'r AllocatorsRecord, name: &str) -> Result<&'r Allocator, String> {
    seen.allocator(name).ok_or_else(|| {
        let nearest = suggest::nearest(name, seen.allocators.iter().map(|allocator| &*allocator.name));
        format!("{} has no allocator `{name}`{nearest}", shown(seen))
    })
}

fn no_run(seen: &AllocatorsRecord, name: &str) -> String {
    let nearest = suggest::nearest(name, seen.runs.iter().map(|run| &*run.name));
    format!("{} has no run `{name}`{nearest}", shown(seen))
}

fn measured_under<'r>(seen: &'r AllocatorsRecord, name: &str, of: &str) -> Result<&'r Measured, String> {
    program(seen, of)?;
    allocator(seen, name)?.program(of).ok_or_else(|| format!("{}: `{of}` is not under `{name}`", shown(seen)))
}

/// The names of the rows of a table: a page may have several tables, whose names differ.
fn names<'a>(of: impl Iterator<Item = &'a str>) -> String {
    of.collect::<Vec<_>>().join(", ")
}

fn label(what: &str, programs: &[&Program]) -> String {
    format!("{what} of {} under each allocator", names(programs.iter().map(|program| &*program.name)))
}

fn versions(seen: &AllocatorsRecord) -> Table {
    let mut table = Table::without_caption("", "The allocators and their versions");
    table.head([
        Cell::column("case", "allocator"),
        Cell::column("", "release"),
        Cell::column("", "from"),
        Cell::column("", "to build it"),
    ]);
    for allocator in &seen.allocators {
        let needs = if allocator.feature.is_empty() { "nothing more" } else { "compilers of C and C++" };
        table.row([
            Cell::row_name("case", html::escape(&allocator.name)),
            Cell::value("", html::escape(&allocator.about)),
            Cell::value("", format!("<code>{}</code>", html::escape(&allocator.origin))),
            Cell::value("", needs),
        ]);
    }
    table
}

/// The head of a table with a column an allocator.
fn head(table: &mut Table, seen: &AllocatorsRecord) {
    let columns = seen.allocators.iter().map(|allocator| Cell::column("number", html::escape(&allocator.name)));
    table.head(std::iter::once(Cell::column("case", "work")).chain(columns));
}

fn row_name(program: &Program) -> Cell {
    Cell::row_name("case", html::capital(&html::escape(&program.about)))
}

fn times(seen: &AllocatorsRecord, programs: &[&Program]) -> Table {
    let mut table = Table::without_caption("", &label("Times", programs));
    head(&mut table, seen);
    for program in programs {
        let cell = |allocator: &Allocator| match allocator.program(&program.name).map(|one| measured(&one.time)) {
            None => Cell::value("missing", NO_FIGURE),
            Some(Err(missing)) => Cell::value("missing", missing.text),
            Some(Ok(time)) => {
                let verdict = time.ratio.verdict;
                let cell = match time.ratio.times {
                    _ if verdict == Verdict::Baseline => {
                        let interval = time.interval_ps.map(print::times).unwrap_or_default();
                        Cell::value("number", above(&print::time(time.median_ps), &interval))
                    }
                    Some(times) => {
                        let below = format!("{}<br>{}", print::range(times.interval), print::verdict(verdict));
                        let class = format!("number verdict {}", verdict_class(verdict));
                        Cell::value(&class, above(&print::ratio(times.median), &below))
                    }
                    None => Cell::value("number", print::verdict(verdict)),
                };
                cell.with("data-label", &allocator.name)
            }
        };
        table.row(std::iter::once(row_name(program)).chain(seen.allocators.iter().map(cell)));
    }
    table
}

/// A table with a text for each program under each allocator.
fn each(seen: &AllocatorsRecord, programs: &[&Program], what: &str, text: impl Fn(&Measured) -> String) -> Table {
    let mut table = Table::without_caption("", &label(what, programs));
    head(&mut table, seen);
    for program in programs {
        let cell = |allocator: &Allocator| match allocator.program(&program.name) {
            None => Cell::value("missing", NO_FIGURE),
            Some(measured) => Cell::value("number", text(measured)).with("data-label", &allocator.name),
        };
        table.row(std::iter::once(row_name(program)).chain(seen.allocators.iter().map(cell)));
    }
    table
}

/// All system calls, of each process.
fn totals(measured: &Measured) -> Outcome<Vec<i64>> {
    match &measured.system_calls {
        Outcome::Measured(all) => Outcome::Measured(all.iter().map(|calls| calls.values().sum()).collect()),
        Outcome::Failed(reason) => Outcome::Failed(reason.clone()),
        Outcome::NotMeasured(reason) => Outcome::NotMeasured(reason.clone()),
    }
}

/// All of them, and below it which.
fn calls(of: &Measured) -> String {
    let Outcome::Measured(all) = &of.system_calls else { return range(&totals(of)) };
    let mut parts = Vec::new();
    for name in all.first().into_iter().flat_map(|calls| calls.keys()) {
        let values: Vec<i64> = all.iter().map(|calls| calls.get(name).copied().unwrap_or(0)).collect();
        if values.iter().any(|value| *value != 0) {
            parts.push(format!("{} {name}", span(&values)));
        }
    }
    above(&range(&totals(of)), &parts.join("<br>"))
}

/// The lowest and the highest, where they differ; or that there are none.
fn range(values: &Outcome<Vec<i64>>) -> String {
    match measured(values) {
        Err(missing) => missing.text,
        Ok(values) => span(values),
    }
}

fn span(values: &[i64]) -> String {
    let [low, high] = [values.iter().min(), values.iter().max()].map(|end| i128::from(end.copied().unwrap_or(0)));
    if low == high { print::count(low) } else { format!("{}–{}", print::count(low), print::count(high)) }
}

fn memory(seen: &AllocatorsRecord, names: &[&str]) -> Result<Table, String> {
    let label = format!("Resident memory in the runs {} under each allocator", self::names(names.iter().copied()));
    let mut table = Table::without_caption("memory", &label);
    table.head(
        [Cell::column("case", "a burst of"), Cell::column("", "allocator")]
            .into_iter()
            .chain(SHOWN.map(|(_, name)| Cell::column("number", name))),
    );
    for name in names {
        let run = seen.runs.iter().find(|run| run.name == *name).ok_or_else(|| no_run(seen, name))?;
        for allocator in &seen.allocators {
            let mut row = vec![
                Cell::row_name("case", html::capital(&html::escape(&run.about))),
                Cell::value("", html::escape(&allocator.name)),
            ];
            row.extend(SHOWN.map(|(instant, label)| match allocator.resident(name, instant) {
                Some(Outcome::Measured([low, median, high])) => {
                    let is_apart = 100 * (high - low) > median && high - low >= 1024;
                    let apart = if is_apart {
                        let low = mebibytes(low as f64);
                        format!("{}–{}", low.trim_end_matches("\u{a0}MiB"), mebibytes(high as f64))
                    } else {
                        String::new()
                    };
                    Cell::value("number", above(&mebibytes(median as f64), &apart)).with("data-label", label)
                }
                Some(missing) => Cell::value("missing", missing.failure().map_or("not measured", |_| "failed")),
                None => Cell::value("missing", NO_FIGURE),
            }));
            table.row(row);
        }
    }
    Ok(table)
}

/// How many of the works are faster, slower, and neither.
fn verdicts(allocator: &Allocator) -> String {
    let all: Vec<Verdict> =
        allocator.programs.iter().filter_map(|one| Some(one.time.measured()?.ratio.verdict)).collect();
    let of = |verdicts: &[Verdict]| all.iter().filter(|verdict| verdicts.contains(verdict)).count();
    let faster = of(&[Verdict::Faster, Verdict::SlightlyFaster]);
    let slower = of(&[Verdict::Slower, Verdict::SlightlySlower]);
    format!(
        "of {} times, {faster} are faster, {slower} slower, and {} the same or not to be told",
        all.len(),
        all.len() - faster - slower
    )
}

/// Of how many cases the counts are the same under all allocators.
fn same(seen: &AllocatorsRecord) -> String {
    let cases = seen.allocators.first().and_then(|first| first.counts.measured()).map_or(0, |counts| counts.len());
    let counted = seen.allocators.iter().filter(|allocator| allocator.counts.measured().is_some()).count();
    let others = seen.other_counts().len();
    format!("of {cases} cases under {counted} allocators, {others} have another count or another number of bytes")
}

/// How it was measured.
fn block(seen: &AllocatorsRecord, id: &str, to_root: &str) -> String {
    let slug = &seen.experiment;
    let summary = format!("How the allocators of {} were compared", html::escape(slug));
    let mut out = provenance::open(&Origin::Allocators(slug.clone()), id, &summary) + "<dl>";
    let _ = write!(out, "<dt>file</dt><dd>{}</dd>", published::link(to_root, slug, Kind::Allocators));
    for (name, value) in provenance::machine(&seen.provenance) {
        let _ = write!(out, "<dt>{name}</dt><dd>{value}</dd>");
    }
    for [name, value] in &seen.system {
        let _ = write!(out, "<dt>{}</dt><dd>{}</dd>", html::escape(name), html::escape(value));
    }
    let rule = seen.method.as_ref().map(|method| {
        format!(
            "rounds outermost, at most {}; in a round, each work has {} slices of {} under each allocator in turn, twice, each time in a process of its own with an empty environment; the fastest slice counts; {} of each program, in turn, with their functions in another order; a difference within {} % is called slight, and an interval is on one side of 1 when it is more than {} % from it ({})",
            method.max_rounds,
            method.slices,
            print::time(method.slice_us.saturating_mul(1_000_000)),
            if method.is_relinked { format!("{} links", seen.links) } else { "one link".to_owned() },
            provenance::percent(method.rule.margin_ppm),
            provenance::percent(method.rule.resolution_ppm),
            html::escape(&method.rule_from),
        )
    });
    let _ = write!(
        out,
        "<dt>method of the times</dt><dd>{}</dd></dl><dl>",
        rule.as_deref().unwrap_or("no times were measured")
    );
    for (name, meaning) in [
        (
            "counts",
            "of a call, in release, in a program with a counter around the allocator; the programs that are timed have none",
        ),
        ("several threads", "each does all of the work; a slice ends with the last of them"),
        ("system calls", "counted by <code>strace -f -c</code>, in processes of their own"),
        ("page faults", "minor faults by <code>/proc/self/stat</code>, in processes of their own"),
        (
            "resident",
            "<code>Rss</code> of <code>/proc/self/smaps&#95;rollup</code>, read by the process without asking the allocator for a block; up to four processes run beside each other",
        ),
        ("settings", "none: each allocator as its crate has it"),
    ] {
        let _ = write!(out, "<dt>{name}</dt><dd>{meaning}</dd>");
    }
    out.push_str("</dl></details>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_differ_are_a_range() {
        assert_eq!(span(&[7, 7]), "7");
        assert_eq!(span(&[9, 7, 8]), "7–9");
        assert_eq!(range(&Outcome::NotMeasured("strace is not here".to_owned())), "not measured");
    }
}
