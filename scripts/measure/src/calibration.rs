//! How often is the method wrong on this machine?
//!
//! Trials compare a function with itself, or with itself slowed down by a known share of its work, exactly as `measure` compares a case
//! with its baseline: in slices in turn, each round in another layout. Two habits are judged beside it, on pairs of runs of criterion:
//! its own change detection, and a fixed threshold of 5 % between the means.
//!
//! The functions are those of the experiment *instruments*, in its module `calibration`. The size of a case is the per cent of work added.

mod criterion;

use crate::layouts::{Build, Layouts, Timed};
use crate::samples::{Sampled, Sampler};
use crate::{Progress, Sources, Workspace, binaries, provenance};
use anyhow::{Context, bail};
use record::calibration::{Calibration, Condition, Trial, Trials, rule};
use record::rounds::{self, Limits, Rounds};
use record::{CALIBRATED, Method, Rule};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What the program calls the functions, and criterion its group.
const NAME: &str = "calibration";
/// Of the comparisons of equal code, one in so many is a pair of criterion's runs as well.
const PAIRED: usize = 6;

/// Runs the calibration under two conditions, the machine as found and with a busy neighbour. In each, `trials` trials compare equal code,
/// of which half set the rule's resolution, and half as many are spread over the slowdowns.
///
/// # Errors
///
/// When the functions do not build, or one fails.
pub fn run(
    workspace: &Workspace,
    method: &Method,
    trials: usize,
    progress: &dyn Progress,
) -> anyhow::Result<Calibration> {
    let chapter = workspace.calibrated();
    let bench = &bench(workspace, progress)?;
    let plan = plan(&criterion::list(bench)?, trials)?;
    let timed = Timed { name: NAME.to_owned(), chapter: chapter.clone(), declaration: "calibration::EXPERIMENT" };
    let layouts = Layouts::build(workspace, &[timed], Build::Workspace, progress)?;
    let method = Method { is_relinked: layouts.is_relinked(), rule: Rule::DEFAULT, ..method.clone() };
    let side = |case: &String| Sampled::Rust { experiment: NAME.to_owned(), case: case.clone(), alone: false };
    let sides: Vec<Sampled> = plan.iter().flat_map(|(_, sides)| sides).map(side).collect();
    // The first side of trial n is at 2n, and the baseline; the second at 2n + 1.
    let baselines: Vec<usize> = (0..sides.len()).map(|side| side / 2 * 2).collect();
    let mut sampler = Sampler::new(layouts, sides, method.clone());

    let sources = Sources::read(workspace)?.of_calibration(&chapter)?;
    let mut provenance = provenance::describe_now(workspace)?;
    let mut conditions = Vec::new();
    for name in ["as found", "busy neighbour"] {
        let neighbour = (name == "busy neighbour").then(Neighbour::start);
        let before = Rounds::none(baselines.len());
        let limits = Limits { max_rounds: method.max_rounds, budget: Duration::MAX };
        let series = rounds::run(&mut sampler, &baselines, method.rule, limits, before, progress, &mut |_| Ok(()))?;
        let mut trials: Vec<Trial> = plan.iter().map(|(trial, _)| trial.clone()).collect();
        for (trial, sides) in trials.iter_mut().zip(series.chunks(2)) {
            for (rounds, side) in trial.rounds_ps.iter_mut().zip(sides) {
                *rounds = side.clone().map_err(|error| anyhow::anyhow!("{}: {error}", trial.function))?;
            }
        }
        let equal = plan.iter().filter(|(trial, _)| trial.injected_percent == 0);
        let paired: Vec<&str> = equal.step_by(PAIRED).map(|(_, [case, _])| case.as_str()).collect();
        let habits = criterion::habits(workspace, bench, &paired, progress)?;
        conditions.push(Condition { name: name.to_owned(), trials, habits });
        drop(neighbour);
    }
    provenance.load_per_mille[1] = provenance::load_per_mille();
    let rule_from = "these trials, those that are not held out".to_owned();
    let method = Method { rule: rule(&conditions), rule_from, ..method };
    Ok(Calibration { experiment: CALIBRATED.to_owned(), provenance, sources, body: Trials { method, conditions } })
}

/// The ids of the functions' cases: a function that can be slowed has one a slowdown, such as `hash/5`.
///
/// # Errors
///
/// When they do not build.
pub(crate) fn cases(workspace: &Workspace, progress: &dyn Progress) -> anyhow::Result<Vec<String>> {
    criterion::list(&bench(workspace, progress)?)
}

/// The functions as criterion's benchmarks.
fn bench(workspace: &Workspace, progress: &dyn Progress) -> anyhow::Result<PathBuf> {
    progress.begin("building (calibration)", None);
    let mut built = binaries::build(workspace, &[CALIBRATED], binaries::Target::Bench(NAME), true)?;
    progress.end();
    built.remove(CALIBRATED).context("cargo built no bench")
}

/// The trials, without their rounds, each with the cases of its two sides: every function against itself in turn, and every one that can be
/// slowed at each slowdown in turn. `listed` has the ids of the [`cases`].
fn plan(listed: &[String], trials: usize) -> anyhow::Result<Vec<(Trial, [String; 2])>> {
    let trial = |function: &str, injected_percent, is_held_out| Trial {
        function: function.to_owned(),
        injected_percent,
        is_held_out,
        rounds_ps: [Vec::new(), Vec::new()],
    };
    let (slowed, equal): (Vec<_>, Vec<_>) = listed
        .iter()
        .map(|id| match id.split_once('/') {
            Some((function, extra)) => (id, function, extra.parse().unwrap_or(0)),
            None => (id, id.as_str(), 0),
        })
        .partition(|(_, _, extra)| *extra != 0_u64);
    if equal.is_empty() || slowed.is_empty() {
        bail!("{CALIBRATED}: the bench target `{NAME}` lists no functions to compare");
    }
    // The functions in turn, so that each half has all of them.
    let equal = equal
        .into_iter()
        .cycle()
        .take(trials)
        .zip(0..)
        .map(|((id, function, _), index)| (trial(function, 0, index >= trials / 2), [id.clone(), id.clone()]));
    let slowed = slowed
        .into_iter()
        .cycle()
        .take(trials.div_ceil(2))
        .map(|(id, function, extra)| (trial(function, extra, true), [format!("{function}/0"), id.clone()]));
    Ok(equal.chain(slowed).collect())
}

/// A thread that keeps a processor and its cache busy, on and off for one to three seconds at a time.
struct Neighbour {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Neighbour {
    fn start() -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let is_over = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let mut memory = vec![1_u64; (4 << 20) / 8];
            let mut state = 0x9E37_79B9_7F4A_7C15_u64;
            while !is_over.load(Relaxed) {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let length = Duration::from_millis(1000 + (state >> 33) % 2000);
                let begun = Instant::now();
                while begun.elapsed() < length && !is_over.load(Relaxed) {
                    for word in memory.iter_mut().step_by(8) {
                        *word = word.wrapping_mul(state | 1);
                    }
                    std::hint::black_box(&mut memory);
                }
                let begun = Instant::now();
                while begun.elapsed() < length && !is_over.load(Relaxed) {
                    std::thread::sleep(Duration::from_millis(20));
                }
            }
        });
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
        if let Some(thread) = self.thread.take() {
            // A neighbour that panicked has stopped too.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_half_of_the_trials_of_equal_code_has_every_function_and_slowed_ones_are_held_out() {
        let listed = ["hash/0", "hash/5", "box_new", "hash/10"].map(str::to_owned);
        let plan = plan(&listed, 4).unwrap();
        let shown: Vec<String> = plan
            .iter()
            .map(|(trial, sides)| format!("{} {} {}", trial.injected_percent, trial.is_held_out, sides.join(" ")))
            .collect();
        let expected = [
            "0 false hash/0 hash/0",
            "0 false box_new box_new",
            "0 true hash/0 hash/0",
            "0 true box_new box_new",
            "5 true hash/0 hash/5",
            "10 true hash/0 hash/10",
        ];
        assert_eq!(shown, expected);
        assert!(super::plan(&listed[2..3], 4).is_err());
    }
}
