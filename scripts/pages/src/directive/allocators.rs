//! `{{#allocators}}`: what the same programs take and hold under different allocators.

use super::memory::mebibytes;
use super::syntax::{Context, Directive, Origin, Syntax, known, words};
use crate::figure::{self, NO_FIGURE, above, measured, verdict_class};
use crate::html::{self, Cell, Table};
use crate::{provenance, published, suggest};
use record::allocators::{Allocator, INSTANTS, Measured, Program};
use record::{AllocatorsRecord, Exact, Kind, Outcome, Time, Verdict, print};
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "allocators",
    forms: &[
        "SLUG versions",
        "SLUG times PROGRAM... [under ALLOCATOR...]",
        "SLUG over ALLOCATOR/ALLOCATOR... PROGRAM...",
        "SLUG instructions PROGRAM... [under ALLOCATOR...]",
        "SLUG calls PROGRAM... [under ALLOCATOR...]",
        "SLUG faults PROGRAM... [under ALLOCATOR...]",
        "SLUG memory RUN... [under ALLOCATOR...]",
        "SLUG time ALLOCATOR PROGRAM",
        "SLUG ratio ALLOCATOR/ALLOCATOR PROGRAM",
        "SLUG scheduled ALLOCATOR PROGRAM",
        "SLUG total ALLOCATOR PROGRAM",
        "SLUG resident ALLOCATOR RUN INSTANT",
        "SLUG verdicts ALLOCATOR",
        "SLUG same",
        "SLUG disagree",
        "SLUG provenance",
    ],
    about: "What the same programs take and hold under different allocators: versions, times against the system's allocator or of one allocator over another, instructions, system calls, page faults, resident memory; of all allocators, or of those that are named. In a sentence stand `time`, `ratio` (of one over another), `total` (of the system calls), `resident`, `scheduled` (the counts of a program whose threads decide them), `verdicts` (on the times of all programs), `same` (whether the counts are) and `disagree` (where times and instructions do).",
    parse: |arguments| {
        let words = words(arguments);
        let (slug, view) = match words[..] {
            [slug, "versions"] => (slug, View::Versions),
            [slug, "over", ref rest @ ..] => {
                let is_pair = |word: &&str| word.contains('/');
                let (pairs, programs): (Vec<&str>, Vec<&str>) = rest.iter().copied().partition(is_pair);
                if pairs.is_empty() || programs.is_empty() {
                    return Err(SYNTAX.usage());
                }
                let pairs = pairs.into_iter().filter_map(|pair| pair.split_once('/')).collect();
                (slug, View::Over { pairs, programs })
            }
            [slug, view @ ("times" | "instructions" | "calls" | "faults" | "memory"), ref rest @ ..] => {
                let (of, under) = match rest.iter().position(|word| *word == "under") {
                    Some(at) if at + 1 < rest.len() => (&rest[..at], &rest[at + 1..]),
                    Some(_) => return Err(SYNTAX.usage()),
                    None => (rest, &[][..]),
                };
                if of.is_empty() {
                    return Err(SYNTAX.usage());
                }
                let (of, under) = (of.to_vec(), under.to_vec());
                let view = match view {
                    "times" => View::Times(of, under),
                    "instructions" => View::Instructions(of, under),
                    "calls" => View::Calls(of, under),
                    "faults" => View::Faults(of, under),
                    _ => View::Memory(of, under),
                };
                (slug, view)
            }
            [slug, "time", allocator, program] => (slug, View::Time { allocator, program }),
            [slug, "ratio", pair, program] => {
                let pair = pair.split_once('/').ok_or_else(|| SYNTAX.usage())?;
                (slug, View::Ratio { pair, program })
            }
            [slug, "scheduled", allocator, program] => (slug, View::Scheduled { allocator, program }),
            [slug, "total", allocator, program] => (slug, View::Total { allocator, program }),
            [slug, "resident", allocator, run, instant] => {
                known("instant", instant, &INSTANTS)?;
                (slug, View::Resident { allocator, run, instant })
            }
            [slug, "verdicts", allocator] => (slug, View::Verdicts(allocator)),
            [slug, "same"] => (slug, View::Same),
            [slug, "disagree"] => (slug, View::Disagree),
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
    /// Of these programs, under these allocators; without any, under all.
    Times(Vec<&'a str>, Vec<&'a str>),
    Over {
        pairs: Vec<(&'a str, &'a str)>,
        programs: Vec<&'a str>,
    },
    Instructions(Vec<&'a str>, Vec<&'a str>),
    Calls(Vec<&'a str>, Vec<&'a str>),
    Faults(Vec<&'a str>, Vec<&'a str>),
    Memory(Vec<&'a str>, Vec<&'a str>),
    Time {
        allocator: &'a str,
        program: &'a str,
    },
    Ratio {
        pair: (&'a str, &'a str),
        program: &'a str,
    },
    Scheduled {
        allocator: &'a str,
        program: &'a str,
    },
    Total {
        allocator: &'a str,
        program: &'a str,
    },
    Resident {
        allocator: &'a str,
        run: &'a str,
        instant: &'a str,
    },
    Verdicts(&'a str),
    Same,
    Disagree,
    Provenance,
}

impl Directive for ShownAllocators<'_> {
    fn is_block(&self) -> bool {
        use View::{Calls, Faults, Instructions, Memory, Over, Provenance, Times, Versions};
        matches!(
            self.view,
            Versions | Times(..) | Over { .. } | Instructions(..) | Calls(..) | Faults(..) | Memory(..) | Provenance
        )
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
            View::Times(names, under) => {
                let shown = Shown::of(&seen, names, under)?;
                let first = seen.allocators.first().map_or("", |first| &*first.name);
                if shown.allocators.first().is_none_or(|shown| shown.name != first) {
                    return Err(format!("the times are against those under `{first}`: name it first, or write `over`"));
                }
                Ok(figures(shown.times(), TIMES, id()?))
            }
            View::Over { pairs, programs: names } => {
                Ok(figures(over(&seen, pairs, &programs(&seen, names)?)?, OVER, id()?))
            }
            View::Instructions(names, under) => {
                let shown = Shown::of(&seen, names, under)?;
                Ok(figures(shown.each("Instructions", instructions), INSTRUCTIONS, id()?))
            }
            View::Calls(names, under) => {
                let shown = Shown::of(&seen, names, under)?;
                let note = format!(
                    "Calls of mmap, munmap, brk, madvise, mremap and mprotect while a program does its work {} times, beyond those of a program that does nothing; the lowest and the highest where the processes differ.",
                    print::count(seen.calls.into())
                );
                Ok(figures(shown.each("System calls", |_, one| calls(one)), &note, id()?))
            }
            View::Faults(names, under) => {
                let shown = Shown::of(&seen, names, under)?;
                let note = format!(
                    "Minor page faults while a program does its work {} times, beyond those of a program that does nothing; the lowest and the highest of the processes.",
                    print::count(seen.calls.into())
                );
                Ok(figures(shown.each("Page faults", |_, one| range(&one.faults)), &note, id()?))
            }
            View::Memory(names, under) => Ok(figures(
                memory(&seen, names, &allocators(&seen, under)?)?,
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
            View::Ratio { pair: (one, other), program: name } => {
                let [of, base] = [allocator(&seen, one)?, allocator(&seen, other)?];
                program(&seen, name)?;
                let title = format!("{name} under {one}, its time against that under {other}");
                Ok(match seen.over(of, base, name) {
                    None => sentence(&title, "not measured"),
                    Some(time) => {
                        let verdict = print::verdict(time.ratio.verdict);
                        sentence(&title, &format!("{verdict}, {}", figure::ratio(&time)))
                    }
                })
            }
            View::Scheduled { allocator: under, program: name } => {
                let (of, case) = (allocator(&seen, under)?, &program(&seen, name)?.case);
                let counts = measured(&of.counts).ok().and_then(|counts| counts.scheduled.get(case));
                let counts = counts.ok_or_else(|| {
                    format!("{}: the counts of `{name}` are exact, or there are none: `same` is of those", shown(&seen))
                })?;
                let title = format!("{name} under {under}, counted on all threads in {} calls", counts.len());
                Ok(sentence(&title, &scheduled(counts)))
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
            View::Disagree => Ok(sentence("instructions are of a call, without the kernel's", &disagree(&seen))),
            View::Same => Ok(sentence("counted around each allocator", &same(&seen))),
            View::Provenance => Ok(block(&seen, id()?, &context.to_root())),
        }
    }
}

const OVER: &str = "Each column is a quotient of two times from common rounds, with its interval and verdict.";

const INSTRUCTIONS: &str = "Instructions of a call, the allocator's included and the kernel's not, the median of the calls; below it how many times those of the first column.";

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

/// Those of these names; all where there are none.
fn allocators<'r>(seen: &'r AllocatorsRecord, names: &[&str]) -> Result<Vec<&'r Allocator>, String> {
    if names.is_empty() {
        return Ok(seen.allocators.iter().collect());
    }
    names.iter().map(|name| allocator(seen, name)).collect()
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

fn label(what: &str, programs: &[&Program], allocators: &[&Allocator]) -> String {
    let programs = names(programs.iter().map(|program| &*program.name));
    format!("{what} of {programs} under {}", names(allocators.iter().map(|allocator| &*allocator.name)))
}

fn versions(seen: &AllocatorsRecord) -> Table {
    let mut table = Table::without_caption("", "The allocators and their versions");
    table.head([
        Cell::column("case", "allocator"),
        Cell::column("", "release"),
        Cell::column("", "from"),
        Cell::column("", "C library"),
        Cell::column("", "to build it"),
    ]);
    for allocator in &seen.allocators {
        let needs = match (allocator.feature.is_empty(), &*allocator.target) {
            (true, "") => "nothing more".to_owned(),
            (false, "") => "compilers of C and C++".to_owned(),
            (_, target) => format!("the target <code>{}</code>", html::escape(target)),
        };
        table.row([
            Cell::row_name("case", html::escape(&allocator.name)),
            Cell::value("", html::escape(&allocator.about)),
            Cell::value("", format!("<code>{}</code>", html::escape(&allocator.origin))),
            Cell::value("", html::escape(&allocator.library)),
            Cell::value("", needs),
        ]);
    }
    table
}

/// A table with a row a program and a column an allocator.
struct Shown<'r> {
    programs: Vec<&'r Program>,
    allocators: Vec<&'r Allocator>,
}

impl<'r> Shown<'r> {
    fn of(seen: &'r AllocatorsRecord, names: &[&str], under: &[&str]) -> Result<Self, String> {
        Ok(Self { programs: programs(seen, names)?, allocators: allocators(seen, under)? })
    }

    fn begun(&self, what: &str) -> Table {
        let mut table = Table::without_caption("", &label(what, &self.programs, &self.allocators));
        let columns = self.allocators.iter().map(|allocator| Cell::column("number", html::escape(&allocator.name)));
        table.head(std::iter::once(Cell::column("case", "work")).chain(columns));
        table
    }

    fn times(&self) -> Table {
        let mut table = self.begun("Times");
        for program in &self.programs {
            let cell = |allocator: &&Allocator| match allocator.program(&program.name).map(|one| measured(&one.time)) {
                None => Cell::value("missing", NO_FIGURE),
                Some(Err(missing)) => Cell::value("missing", missing.text),
                Some(Ok(time)) => time_cell(time).with("data-label", &allocator.name),
            };
            table.row(std::iter::once(row_name(program)).chain(self.allocators.iter().map(cell)));
        }
        table
    }

    /// With a text for each, which may compare it with what is in the first column.
    fn each(&self, what: &str, text: impl Fn(Option<&Measured>, &Measured) -> String) -> Table {
        let mut table = self.begun(what);
        for program in &self.programs {
            let first = self.allocators.first().and_then(|first| first.program(&program.name));
            let cell = |(index, allocator): (usize, &&Allocator)| match allocator.program(&program.name) {
                None => Cell::value("missing", NO_FIGURE),
                Some(one) => {
                    let first = first.filter(|_| index > 0);
                    Cell::value("number", text(first, one)).with("data-label", &allocator.name)
                }
            };
            table.row(std::iter::once(row_name(program)).chain(self.allocators.iter().enumerate().map(cell)));
        }
        table
    }
}

fn row_name(program: &Program) -> Cell {
    Cell::row_name("case", html::capital(&html::escape(&program.about)))
}

/// A time where it is compared with none, and otherwise the ratio.
fn time_cell(time: &Time) -> Cell {
    let verdict = time.ratio.verdict;
    match time.ratio.times {
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
    }
}

/// A table with a row a program and a column a pair of allocators.
fn over(seen: &AllocatorsRecord, pairs: &[(&str, &str)], programs: &[&Program]) -> Result<Table, String> {
    let heads: Vec<String> = pairs.iter().map(|(one, other)| format!("{one} over {other}")).collect();
    let label = format!("Times of {}: {}", names(programs.iter().map(|program| &*program.name)), heads.join(", "));
    let mut table = Table::without_caption("", &label);
    let columns = heads.iter().map(|head| Cell::column("number", html::escape(head)));
    table.head(std::iter::once(Cell::column("case", "work")).chain(columns));
    let pairs = pairs.iter().map(|(one, other)| Ok([allocator(seen, one)?, allocator(seen, other)?]));
    let pairs: Vec<[&Allocator; 2]> = pairs.collect::<Result<_, String>>()?;
    for program in programs {
        let cells = pairs.iter().zip(&heads).map(|([one, other], head)| match seen.over(one, other, &program.name) {
            None => Cell::value("missing", "not measured"),
            Some(time) => time_cell(&time).with("data-label", head),
        });
        table.row(std::iter::once(row_name(program)).chain(cells));
    }
    Ok(table)
}

/// The median of the calls, and how many times that of the first column.
fn instructions(first: Option<&Measured>, one: &Measured) -> String {
    let of = |one: &Measured| one.instructions.measured().map(|calls| record::median(calls));
    match (measured(&one.instructions), first.and_then(of).filter(|first| *first > 0)) {
        (Err(missing), _) => missing.text,
        (Ok(calls), None) => print::count(record::median(calls).into()),
        (Ok(calls), Some(first)) => {
            let count = record::median(calls);
            let times = u128::from(count) * 1_000_000 / u128::from(first);
            above(&print::count(count.into()), &print::ratio(times.try_into().unwrap_or(u64::MAX)))
        }
    }
}

/// Where the instructions are fewer and the time is longer than under the first allocator, or the other way round.
fn disagree(seen: &AllocatorsRecord) -> String {
    let Some((first, others)) = seen.allocators.split_first() else { return "nothing was measured".to_owned() };
    let (mut compared, mut opposite, mut found) = (0, 0, Vec::new());
    for program in &seen.programs {
        let under = |allocator: &Allocator| {
            let one = allocator.program(&program.name)?;
            Some((record::median(one.instructions.measured()?), one.time.measured()?.ratio.verdict))
        };
        let Some((expected, _)) = under(first) else { continue };
        let all: Vec<_> = others.iter().filter_map(|other| Some((&*other.name, under(other)?))).collect();
        compared += all.len();
        let is_opposite = |(_, (count, verdict)): &&(&str, (u64, Verdict))| match verdict {
            Verdict::Faster | Verdict::SlightlyFaster => *count > expected,
            Verdict::Slower | Verdict::SlightlySlower => *count < expected,
            _ => false,
        };
        let under: Vec<&str> = all.iter().filter(is_opposite).map(|(name, _)| *name).collect();
        if !under.is_empty() {
            opposite += under.len();
            found.push(format!("{} ({})", program.name, names(under.into_iter())));
        }
    }
    if found.is_empty() {
        return format!("in none of {compared} comparisons");
    }
    format!("in {opposite} of {compared} comparisons: {}", found.join("; "))
}

/// What the calls asked for, each figure as a range where they differ.
fn scheduled(counts: &[Exact]) -> String {
    let ends = |figure: fn(&Exact) -> u64| {
        let all = || counts.iter().map(figure);
        [all().min().unwrap_or(0), all().max().unwrap_or(0)]
    };
    let peak = match ends(|one| one.peak_bytes) {
        [low, high] if low == high => print::bytes(low.into()),
        peak => format!("{}\u{a0}B", print::counts(peak)),
    };
    format!(
        "{} allocations, {} deallocations and {} reallocations, with {peak} at the peak",
        print::counts(ends(|one| one.allocations)),
        print::counts(ends(|one| one.deallocations)),
        print::counts(ends(|one| one.reallocations)),
    )
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

fn memory(seen: &AllocatorsRecord, names: &[&str], allocators: &[&Allocator]) -> Result<Table, String> {
    let of = |names: &[&str]| self::names(names.iter().copied());
    let under = self::names(allocators.iter().map(|allocator| &*allocator.name));
    let label = format!("Resident memory in the runs {} under {under}", of(names));
    let mut table = Table::without_caption("memory", &label);
    table.head(
        [Cell::column("case", "a burst of"), Cell::column("", "allocator")]
            .into_iter()
            .chain(SHOWN.map(|(_, name)| Cell::column("number", name))),
    );
    for name in names {
        let run = seen.runs.iter().find(|run| run.name == *name).ok_or_else(|| no_run(seen, name))?;
        for allocator in allocators {
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
    verdicts_of(all.len(), faster, slower)
}

/// The same in words, without the kinds that there are none of.
fn verdicts_of(all: usize, faster: usize, slower: usize) -> String {
    let kinds = [(faster, "faster"), (slower, "slower"), (all - faster - slower, "the same or can't be told")];
    let kinds: Vec<(usize, &str)> = kinds.into_iter().filter(|(count, _)| *count > 0).collect();
    if let [(_, kind)] = kinds[..] {
        return if all == 1 { format!("the one time is {kind}") } else { format!("all {all} times are {kind}") };
    }
    let said = |(count, kind): &(usize, &str)| format!("{count} {} {kind}", if *count == 1 { "is" } else { "are" });
    let said: Vec<String> = kinds.iter().map(said).collect();
    match said.split_last() {
        Some((last, before)) => format!("of {all} times, {} and {last}", before.join(", ")),
        None => "no time was measured".to_owned(),
    }
}

/// Of how many cases the counts are the same under all allocators.
fn same(seen: &AllocatorsRecord) -> String {
    let first = seen.allocators.first().and_then(|first| first.counts.measured());
    let cases = first.map_or(0, |counts| counts.exact.len());
    let counted = seen.allocators.iter().filter(|allocator| allocator.counts.measured().is_some()).count();
    let others = seen.other_counts().len();
    let others = match others {
        0 => "none has".to_owned(),
        1 => "1 has".to_owned(),
        several => format!("{several} have"),
    };
    format!(
        "of {cases} {} under {counted} allocators, {others} another count or another number of bytes",
        if cases == 1 { "case" } else { "cases" }
    )
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
            "instructions",
            "by callgrind, of the calling thread, in processes of their own with two sizes of environment; less those of calling a function that does nothing",
        ),
        (
            "resident",
            "<code>Rss</code> of <code>/proc/self/smaps&#95;rollup</code>, read by the process without asking the allocator for a block; up to four processes run beside each other",
        ),
        ("settings", "none: each allocator as its crate has it"),
    ] {
        let _ = write!(out, "<dt>{name}</dt><dd>{meaning}</dd>");
    }
    if !seen.machine.is_empty() {
        let _ = write!(out, "<dt>instructions hold for</dt><dd>{}</dd>", html::escape(&seen.machine));
    }
    for left in &seen.left_out {
        let _ = write!(out, "<dt>left out</dt><dd>{}</dd>", html::escape(left));
    }
    out.push_str("</dl></details>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_a_sentence_however_many_there_are() {
        assert_eq!(
            verdicts_of(16, 12, 1),
            "of 16 times, 12 are faster, 1 is slower and 3 are the same or can't be told"
        );
        assert_eq!(verdicts_of(16, 0, 15), "of 16 times, 15 are slower and 1 is the same or can't be told");
        assert_eq!(verdicts_of(16, 0, 16), "all 16 times are slower");
        assert_eq!(verdicts_of(1, 1, 0), "the one time is faster");
    }

    #[test]
    fn values_that_differ_are_a_range() {
        assert_eq!(span(&[7, 7]), "7");
        assert_eq!(span(&[9, 7, 8]), "7–9");
        assert_eq!(range(&Outcome::NotMeasured("strace is not here".to_owned())), "not measured");
    }
}
