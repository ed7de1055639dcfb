//! How do counts, rounds and findings become records?

use crate::binaries::Programs;
use crate::findings::Purpose;
use crate::interrupted::Interrupted;
use crate::layouts::{Build, Layouts, Timed};
use crate::samples::{Sampled, Sampler};
use crate::{Chapter, Progress, Sources, Workspace, counts, findings, provenance};
use anyhow::{Context, bail};
use record::rounds::{self, Limits, Rounds};
use record::{Case, CountReport, Figures, Finding, Method, Outcome, Profile, Record, Time};
use std::collections::BTreeMap;
use std::time::Duration;

/// The exact figures of one experiment in both profiles.
#[derive(Debug)]
pub struct Counts {
    /// At opt-level 0.
    pub debug: CountReport,
    /// In the release profile.
    pub release: CountReport,
}

impl Counts {
    /// Those of one profile.
    pub fn of(&self, profile: Profile) -> &CountReport {
        match profile {
            Profile::Debug => &self.debug,
            Profile::Release => &self.release,
        }
    }
}

/// Asks the programs; in the order of `experiments`.
///
/// # Errors
///
/// When a program fails.
pub fn count(programs: &Programs, experiments: &[Chapter], progress: &dyn Progress) -> anyhow::Result<Vec<Counts>> {
    progress.begin("counting", Some(experiments.len() as u64));
    let mut all = Vec::new();
    for experiment in experiments {
        let report = |profile| counts::report(programs.of(experiment, profile));
        let counts = Counts { debug: report(Profile::Debug)?, release: report(Profile::Release)? };
        if counts.debug.experiment != experiment.slug {
            bail!(
                "{}: the declaration's slug is `{}`; write `slug: env!(\"CARGO_PKG_NAME\")`",
                experiment.slug,
                counts.debug.experiment
            );
        }
        all.push(counts);
        progress.step(&experiment.slug);
    }
    progress.end();
    Ok(all)
}

/// Measures `experiments` and makes a record of each; in their order. Cases of all experiments share the rounds, which go on from those of a
/// measurement of the same that was interrupted. Once the records are saved, [`Interrupted::remove`] forgets them.
///
/// # Errors
///
/// When something does not compile, or a program fails. A case or a finding that fails is an entry with an error.
pub fn measure(
    workspace: &Workspace,
    experiments: &[Chapter],
    method: &mut Method,
    budget: Duration,
    purpose: Purpose,
    progress: &dyn Progress,
) -> anyhow::Result<(Vec<Record>, Interrupted)> {
    let programs = Programs::build(workspace, experiments, progress)?;
    let counts = count(&programs, experiments, progress)?;
    let rustc = counts.first().context("no experiment to measure")?.release.rustc.clone();
    let mut provenance = provenance::describe(workspace, &rustc);
    let timed: Vec<Timed> = experiments.iter().map(Timed::of).collect();
    let layouts = Layouts::build(workspace, &timed, Build::Workspace, progress)?;
    method.is_relinked = layouts.is_relinked();
    // Before the rounds, so that one that fails costs no rounds.
    progress.begin("findings", None);
    let findings: Vec<_> = experiments
        .iter()
        .map(|experiment| findings::establish(&programs, experiment, purpose))
        .collect::<anyhow::Result<_>>()?;
    progress.end();
    let Cases { sampled, baselines, of } = timed_cases(&counts)?;
    let names = sampled.iter().map(Sampled::name).collect();
    let (interrupted, before) = Interrupted::of(workspace, experiments, names, method, &rustc, &mut provenance.date)?;
    if let Some(before) = &before {
        progress.say(&format!(
            "going on after round {} of a measurement that was interrupted on {}",
            before.done, provenance.date
        ));
    }
    let before = before.unwrap_or_else(|| Rounds::none(sampled.len()));
    let mut sampler = Sampler::new(layouts, sampled, method.clone());
    let limits = Limits { max_rounds: method.max_rounds, budget };
    let series = rounds::run(&mut sampler, &baselines, method.rule, limits, before, progress, &mut |rounds| {
        interrupted.keep(rounds)
    })?;
    let mut times = vec![Times::new(); counts.len()];
    for ((experiment, id), series) in of.into_iter().zip(series) {
        times[experiment].insert(id, series);
    }
    provenance.load_per_mille[1] = provenance::load_per_mille();
    let sources = Sources::read(workspace)?;
    let mut records = Vec::new();
    for (((experiment, counts), times), findings) in experiments.iter().zip(counts).zip(times).zip(findings) {
        records.push(record(counts, &times, findings, provenance.clone(), method, sources.of(experiment)?));
    }
    Ok((records, interrupted))
}

/// The rounds of each timed case, by id.
type Times = BTreeMap<String, rounds::Series>;

/// The timed cases of all experiments: what is run, the positions of their baselines, and which case of which experiment each is.
struct Cases {
    sampled: Vec<Sampled>,
    baselines: Vec<usize>,
    of: Vec<(usize, String)>,
}

fn timed_cases(counts: &[Counts]) -> anyhow::Result<Cases> {
    let mut cases = Cases { sampled: Vec::new(), baselines: Vec::new(), of: Vec::new() };
    for (experiment, counts) in counts.iter().enumerate() {
        let first = cases.sampled.len();
        let timed: Vec<_> = counts.release.cases.iter().filter(|case| case.untimed.is_none()).collect();
        for case in &timed {
            let slug = &counts.release.experiment;
            let Some(baseline) = timed.iter().position(|other| other.id() == case.baseline) else {
                bail!(
                    "{slug}: the baseline `{}` of `{}` is not a timed case; compare with another, or add `.untimed(\"why\")`",
                    case.baseline,
                    case.id()
                );
            };
            cases.sampled.push(Sampled::Rust { experiment: slug.clone(), case: case.id(), alone: case.alone });
            cases.baselines.push(first + baseline);
            cases.of.push((experiment, case.id()));
        }
    }
    Ok(cases)
}

fn record(
    counts: Counts,
    times: &Times,
    findings: Vec<Finding>,
    provenance: record::Provenance,
    method: &Method,
    sources: String,
) -> Record {
    let cases = counts
        .release
        .cases
        .into_iter()
        .map(|release| {
            let id = release.id();
            let debug = counts.debug.cases.iter().find(|debug| debug.id() == id).map_or_else(
                || Outcome::Failed("the debug build declares no such case".to_owned()),
                |debug| debug.figures.clone(),
            );
            let time = match times.get(&id) {
                None => Outcome::NotMeasured(release.untimed.unwrap_or_else(|| "it was not timed".to_owned())),
                Some(Err(error)) => Outcome::Failed(error.clone()),
                Some(Ok(rounds)) if rounds.is_empty() => {
                    Outcome::Failed("the time was used up before its first round".to_owned())
                }
                Some(Ok(rounds)) => {
                    let baseline = times.get(&release.baseline).and_then(|series| series.as_ref().ok());
                    let baseline = (release.baseline != id).then(|| baseline.map_or(&[][..], Vec::as_slice));
                    Outcome::Measured(Time::derive(rounds.clone(), baseline, method.rule))
                }
            };
            Case {
                variant: release.variant,
                size: release.size,
                about: release.about,
                baseline: release.baseline,
                debug,
                release: release.figures,
                time,
            }
        })
        .collect();
    let figures = Figures {
        question: counts.release.question,
        axis: counts.release.axis,
        method: Some(method.clone()),
        cases,
        findings,
    };
    Record { experiment: counts.release.experiment, provenance, sources, body: figures }
}
