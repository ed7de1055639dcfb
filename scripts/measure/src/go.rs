//! What do the Go counterparts of an experiment's variants do under each Go toolchain?
//!
//! [`toolchain`] finds toolchains and says what is wrong with those that cannot be used, [`program`] builds an experiment's Go module
//! and asks its test binary, [`pins`] holds the compiler's messages to the comments in the source, [`printing`] runs the programs that stand alone, and [`retest`] makes a
//! [`GoRecord`] of it, with times from rounds in which the Rust cases take their turns.

pub mod collector;
pub mod toolchain;
pub mod program;
pub mod pins;
pub mod printing;

use crate::binaries::Programs;
use crate::layouts::{Build, Layouts, Timed};
use crate::samples::{Sampled, Sampler};
use crate::{Chapter, Progress, Sources, Workspace, assemble, provenance};
use anyhow::Context;
use program::Program;
use record::go::{GoCase, GoFigures, GoRecord, RustCase, Version};
use record::rounds::{self, Limits, Rounds};
use record::{CountedCase, Method, Outcome, Time};
use std::collections::BTreeMap;
use std::time::Duration;
use toolchain::Toolchain;

/// How the times are taken.
#[derive(Clone, Copy, Debug)]
pub struct Timing<'a> {
    /// Slices and rounds.
    pub method: &'a Method,
    /// The most time for the rounds.
    pub budget: Duration,
    /// The releases of Go that are timed; all where none is named.
    pub versions: &'a [Version],
}

/// What came of it.
#[derive(Debug)]
pub struct Retested {
    /// One record an experiment, in their order.
    pub records: Vec<GoRecord>,
    /// What is wrong, one sentence each: programs that do not build, tests that fail, pins that do not hold, Rust cases that miscount.
    pub problems: Vec<String>,
}

/// The experiments that have a Go module.
pub fn with_programs(experiments: Vec<Chapter>) -> Vec<Chapter> {
    experiments.into_iter().filter(Chapter::has_go).collect()
}

/// Builds, tests and counts the Go programs of `experiments` under each of `toolchains`, counts their Rust cases, and times both, where
/// that is asked for. Without a toolchain the Rust half is done all the same.
///
/// # Errors
///
/// When the Rust half does not compile or its binaries fail. What fails in Go is a problem and an entry of the record.
pub fn retest(
    workspace: &Workspace,
    experiments: &[Chapter],
    toolchains: &[Toolchain],
    timing: Option<Timing<'_>>,
    progress: &dyn Progress,
) -> anyhow::Result<Retested> {
    let built = Programs::build(workspace, experiments, progress)?;
    let counts = assemble::count(&built, experiments, progress)?;
    let rustc = counts.first().context("no experiment has a Go program")?.release.rustc.clone();
    let mut provenance = provenance::describe(workspace, &rustc);
    let sources = Sources::read(workspace)?;
    let mut problems = Vec::new();
    let mut records = Vec::new();
    let mut programs: Vec<Vec<Option<Program>>> = Vec::new();
    progress.begin("Go programs", Some((experiments.len() * toolchains.len()) as u64));
    for (experiment, counts) in experiments.iter().zip(&counts) {
        let mut built = Vec::new();
        let mut entries = Vec::new();
        for toolchain in toolchains {
            let (program, entry) = build_and_count(workspace, experiment, toolchain, &mut problems);
            built.push(program);
            entries.push(entry);
            progress.step(&format!("{} in Go {}", experiment.slug, toolchain.version));
        }
        // Where no program could be run, which cases have a counterpart is not known: all are kept.
        let is_known = entries.iter().any(|entry| !entry.cases.is_empty());
        let has_counterpart = |case: &&CountedCase| {
            let id = case.id();
            !is_known || entries.iter().flat_map(|entry| &entry.cases).any(|go| go.id() == id)
        };
        for case in &counts.release.cases {
            if case.figures != case.expected {
                problems.push(format!(
                    "{}: case `{}`: Rust does not count what is declared",
                    experiment.slug,
                    case.id()
                ));
            }
        }
        let rust = counts.release.cases.iter().filter(has_counterpart).map(|case| RustCase {
            variant: case.variant.clone(),
            size: case.size,
            release: case.figures.clone(),
            time: Outcome::NotMeasured("counted, not timed".to_owned()),
        });
        records.push(GoRecord {
            experiment: experiment.slug.clone(),
            provenance: provenance.clone(),
            sources: sources.of_go(experiment)?,
            body: GoFigures {
                method: timing.map(|timing| timing.method.clone()),
                rust: rust.collect(),
                toolchains: entries,
            },
        });
        programs.push(built);
    }
    progress.end();
    if let Some(timing) = timing {
        let timed: Vec<BTreeMap<String, bool>> = counts
            .iter()
            .map(|counts| {
                let timed = counts.release.cases.iter().filter(|case| case.untimed.is_none());
                timed.map(|case| (case.id(), case.alone)).collect()
            })
            .collect();
        time(workspace, experiments, &mut records, &programs, &timed, timing, progress)?;
        for record in &records {
            let rust = record.rust.iter().map(|case| (case.id(), "Rust".to_owned(), &case.time));
            let go = record.toolchains.iter().flat_map(|toolchain| {
                toolchain.cases.iter().map(|case| (case.id(), format!("Go {}", toolchain.version), &case.time))
            });
            problems.extend(rust.chain(go).filter_map(|(id, with, time)| {
                Some(format!("{}: case `{id}`, {with}: time: {}", record.experiment, time.failure()?))
            }));
        }
        provenance.load_per_mille[1] = provenance::load_per_mille();
        for record in &mut records {
            record.provenance.load_per_mille = provenance.load_per_mille;
        }
    }
    Ok(Retested { records, problems })
}

/// One experiment under one toolchain. What is wrong goes to `problems`; what makes figures impossible is the entry's failure too.
fn build_and_count(
    workspace: &Workspace,
    experiment: &Chapter,
    toolchain: &Toolchain,
    problems: &mut Vec<String>,
) -> (Option<Program>, record::go::Toolchain) {
    let mut entry = record::go::Toolchain {
        version: toolchain.version,
        describes_itself: toolchain.describes_itself.clone(),
        origin: toolchain.origin.clone(),
        failure: None,
        cases: Vec::new(),
        escapes: Vec::new(),
        prints: Vec::new(),
        collections: Vec::new(),
    };
    let place = format!("experiments/{}/go: Go {}", experiment.slug, toolchain.version);
    let program = match Program::build(workspace, experiment, toolchain) {
        Ok(program) => program,
        Err(error) => {
            problems.push(format!("{place}: {error:#}"));
            entry.failure = Some(format!("{error:#}"));
            return (None, entry);
        }
    };
    if let Err(error) = program.test() {
        problems.push(format!("{place}: {error:#}"));
    }
    match printing::run(&program, experiment, toolchain.version) {
        Ok((prints, wrong)) => {
            entry.prints = prints;
            problems.extend(wrong.into_iter().map(|one| format!("{place}: {one}")));
        }
        Err(error) => problems.push(format!("{place}: {error:#}")),
    }
    match collector::run(&program, experiment) {
        Ok(collections) => entry.collections = collections,
        Err(error) => problems.push(format!("{place}: {error:#}")),
    }
    let figures = program.counts().and_then(|cases| {
        let messages = program.escapes()?;
        let escapes = program::kept(&messages, &experiment.go())?;
        Ok((cases, messages, escapes))
    });
    match figures {
        Ok((cases, messages, escapes)) => {
            match pins::read(&experiment.go()) {
                Ok(pins) => problems.extend(
                    pins::broken(&pins, &messages, toolchain.version).into_iter().map(|one| format!("{place}: {one}")),
                ),
                Err(error) => problems.push(format!("{place}: {error:#}")),
            }
            entry.cases = cases
                .into_iter()
                .map(|case| GoCase {
                    variant: case.variant,
                    size: case.size,
                    allocations: case.allocations,
                    bytes: case.bytes,
                    time: Outcome::NotMeasured("counted, not timed".to_owned()),
                })
                .collect();
            entry.escapes = escapes;
            (Some(program), entry)
        }
        Err(error) => {
            problems.push(format!("{place}: {error:#}"));
            entry.failure = Some(format!("{error:#}"));
            (None, entry)
        }
    }
}

/// Which case the rounds at one position are of.
struct TimedPlace {
    /// The record's position.
    record: usize,
    /// The Rust case's.
    rust: usize,
    /// Of a Go case, the positions of toolchain and case.
    go: Option<(usize, usize)>,
}

/// Times every Go case whose Rust counterpart is timed, and that counterpart, in common rounds.
fn time(
    workspace: &Workspace,
    experiments: &[Chapter],
    records: &mut [GoRecord],
    programs: &[Vec<Option<Program>>],
    timed: &[BTreeMap<String, bool>],
    timing: Timing<'_>,
    progress: &dyn Progress,
) -> anyhow::Result<()> {
    let chapters: Vec<Timed> = experiments.iter().map(Timed::of).collect();
    let layouts = Layouts::build(workspace, &chapters, Build::Workspace, progress)?;
    let mut sampled: Vec<Sampled> = Vec::new();
    let mut baselines: Vec<usize> = Vec::new();
    let mut places: Vec<TimedPlace> = Vec::new();
    for (record_index, record) in records.iter().enumerate() {
        for (rust_index, rust) in record.rust.iter().enumerate() {
            let id = rust.id();
            let Some(&alone) = timed[record_index].get(&id) else { continue };
            let baseline = sampled.len();
            sampled.push(Sampled::Rust { experiment: record.experiment.clone(), case: id.clone(), alone });
            baselines.push(baseline);
            places.push(TimedPlace { record: record_index, rust: rust_index, go: None });
            for (toolchain_index, toolchain) in record.toolchains.iter().enumerate() {
                if !timing.versions.is_empty() && !timing.versions.contains(&toolchain.version) {
                    continue;
                }
                let Some(program) = &programs[record_index][toolchain_index] else { continue };
                let Some(case_index) = toolchain.cases.iter().position(|case| case.id() == id) else { continue };
                sampled.push(Sampled::Go(program.case(&id)));
                baselines.push(baseline);
                places.push(TimedPlace {
                    record: record_index,
                    rust: rust_index,
                    go: Some((toolchain_index, case_index)),
                });
            }
        }
    }
    let method = Method { is_relinked: layouts.is_relinked(), ..timing.method.clone() };
    let before = Rounds::none(sampled.len());
    let mut sampler = Sampler::new(layouts, sampled, method.clone());
    let limits = Limits { max_rounds: method.max_rounds, budget: timing.budget };
    let series = rounds::run(&mut sampler, &baselines, method.rule, limits, before, progress, &mut |_| Ok(()))?;
    for ((TimedPlace { record, rust, go }, baseline), rounds) in places.iter().zip(&baselines).zip(&series) {
        let baseline = series[*baseline].as_ref().map_or(&[][..], Vec::as_slice);
        let outcome = match rounds {
            Err(error) => Outcome::Failed(error.clone()),
            Ok(rounds) if rounds.is_empty() => {
                Outcome::Failed("the time was used up before its first round".to_owned())
            }
            Ok(rounds) => {
                Outcome::Measured(Time::derive(rounds.clone(), go.is_some().then_some(baseline), method.rule))
            }
        };
        let record = &mut records[*record].body;
        match go {
            Some((toolchain, case)) => record.toolchains[*toolchain].cases[*case].time = outcome,
            None => record.rust[*rust].time = outcome,
        }
    }
    for record in records {
        record.body.method = Some(method.clone());
    }
    Ok(())
}
