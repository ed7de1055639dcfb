//! How often is the method wrong on this machine?
//!
//! Trials compare a function with itself, or with itself slowed down by a known share of its work, exactly as [`rounds`]
//! compares a case with its baseline. The very same runs are judged by two habits too: criterion's own change detection
//! (each pair of neighbouring runs, the second against the first) and a fixed threshold of 5 % between their means.
//!
//! The benchmarks are those of the bench target `calibration` of the experiment *instruments*.
//! The slowdown is an environment variable of constant length, so that both sides run the same binary in an environment of the same size.

use crate::cell::{Cell, Timed};
use crate::rounds::{self, TimedCase};
use crate::{Progress, Sources, Workspace, binaries, provenance};
use anyhow::bail;
use record::calibration::{Calibration, Condition, Level, SMALLEST_THRESHOLD_PPM, Trials, threshold};
use record::{CALIBRATED, Method, Temporary, Verdict};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Read by the bench target: two digits, the per cent of work added.
const EXTRA: &str = "WORKBOOK_EXTRA";
/// criterion's group of the bench target; its flag `--list-injectable` names functions without it.
const GROUP: &str = "calibration";
/// The slowdowns injected, in per cent.
const INJECTED: [u64; 4] = [0, 2, 5, 10];
/// The habit of calling a difference of means above this a change, in millionths.
const FIXED_PPM: u64 = 50_000;

/// One comparison: a benchmark, and the per cent of work added to its second side.
struct Trial {
    benchmark: String,
    injected: u64,
}

/// Runs the calibration under two conditions, the machine as found and with a busy neighbour.
/// `trials` trials compare equal code, and half as many are spread over the slowdowns.
///
/// # Errors
///
/// When the benchmarks do not build, or a cell fails.
pub fn run(
    workspace: &Workspace,
    method: &Method,
    trials: usize,
    progress: &dyn Progress,
) -> anyhow::Result<Calibration> {
    progress.begin("building (calibration)", None);
    let built = binaries::build(workspace, &[CALIBRATED], binaries::Target::Bench("calibration"), true)?;
    progress.end();
    let executable = &built[CALIBRATED];
    let plan = plan(executable, trials)?;
    let sources = Sources::read(workspace)?.of_calibration(&workspace.calibrated())?;
    let mut provenance = provenance::describe_now(workspace)?;
    let mut conditions = Vec::new();
    for name in ["as found", "busy neighbour"] {
        let neighbour = (name == "busy neighbour").then(Neighbour::start);
        conditions.push(condition(workspace, name, executable, &plan, method, progress)?);
        drop(neighbour);
    }
    provenance.load_per_mille[1] = provenance::load_per_mille();
    let threshold_ppm = threshold(&conditions);
    let body = Trials { method: method.clone(), conditions, threshold_ppm };
    Ok(Calibration { experiment: CALIBRATED.to_owned(), provenance, sources, body })
}

/// Every benchmark against itself in turn, and every one that can be slowed at each slowdown in turn.
fn plan(executable: &Path, trials: usize) -> anyhow::Result<Vec<Trial>> {
    let all = list(executable, &["--bench", "--list"])?;
    let all: Vec<&str> = all.lines().filter_map(|line| line.strip_suffix(": benchmark")).collect();
    let injectable = list(executable, &["--list-injectable"])?;
    let injectable: Vec<String> = injectable.lines().map(|name| format!("{GROUP}/{name}")).collect();
    if all.is_empty() || injectable.is_empty() {
        bail!("{}: it lists no benchmarks", executable.display());
    }
    let equal = all.iter().cycle().take(trials).map(|benchmark| (*benchmark, 0));
    let slowed = injectable
        .iter()
        .flat_map(|benchmark| INJECTED[1..].iter().map(move |injected| (benchmark.as_str(), *injected)));
    let slowed = slowed.cycle().take(trials.div_ceil(2));
    Ok(equal.chain(slowed).map(|(benchmark, injected)| Trial { benchmark: benchmark.to_owned(), injected }).collect())
}

fn list(executable: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(executable).args(arguments).output()?;
    if !output.status.success() {
        bail!("{} {}: {}", executable.display(), arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// What criterion and the fixed threshold said of the pairs of one trial.
#[derive(Clone, Debug, Default)]
struct Habits {
    pairs: u64,
    criterion: Called,
    fixed: Called,
}

#[derive(Clone, Debug, Default)]
struct Called {
    different: u64,
    slower: u64,
}

impl Called {
    fn add(&mut self, is_different: bool, is_slower: bool) {
        self.different += u64::from(is_different);
        self.slower += u64::from(is_different && is_slower);
    }
}

fn condition(
    workspace: &Workspace,
    name: &str,
    executable: &Path,
    plan: &[Trial],
    method: &Method,
    progress: &dyn Progress,
) -> anyhow::Result<Condition> {
    let homes = Temporary::below(&workspace.target(), "criterion")?;
    // Sides of trial n are at 2n (as it is) and 2n + 1 (slowed), so a round runs them one after the other.
    let cells: Vec<Cell> = plan
        .iter()
        .flat_map(|trial| {
            [0, trial.injected].map(|extra| Cell {
                executable: executable.to_owned(),
                benchmark: trial.benchmark.clone(),
                variables: vec![(EXTRA, format!("{extra:02}"))],
            })
        })
        .collect();
    let side =
        |(index, cell): (usize, &Cell)| TimedCase { timed: Timed::Criterion(cell.clone()), baseline: index / 2 * 2 };
    let sides: Vec<TimedCase> = cells.iter().enumerate().map(side).collect();
    let mut habits = vec![Habits::default(); plan.len()];
    // The side that ran just before, with the mean of its run.
    let mut before: Option<(usize, u64)> = None;
    let series = rounds::run_with(&sides, method, Duration::MAX, progress, |index| {
        let first = before.take().filter(|(other, _)| other / 2 == index / 2);
        let home = homes.path().join(format!("{:05}", index / 2));
        let run = run_side(&cells[index], &home, method, first.is_some()).map_err(|error| format!("{error:#}"))?;
        if let Some((other, first_mean)) = first {
            let habits = &mut habits[index / 2];
            let slowed_is_second = index > other;
            habits.pairs += 1;
            let is_different = run.criterion.is_some();
            habits.criterion.add(is_different, run.criterion == Some(slowed_is_second));
            let (base, slowed) = if slowed_is_second { (first_mean, run.mean) } else { (run.mean, first_mean) };
            let ratio = slowed * 1_000_000 / base.max(1);
            habits.fixed.add(ratio.abs_diff(1_000_000) > FIXED_PPM, ratio > 1_000_000);
        } else {
            before = Some((index, run.mean));
        }
        Ok(run.fastest)
    })?;
    let levels =
        INJECTED.iter().map(|injected| level(*injected, plan, &series, &habits)).collect::<anyhow::Result<_>>()?;
    Ok(Condition { name: name.to_owned(), levels })
}

/// One run of one side.
struct SideRun {
    fastest: u64,
    mean: u64,
    /// criterion's change against the run before: `Some(true)` regressed, `Some(false)` improved.
    criterion: Option<bool>,
}

fn run_side(cell: &Cell, home: &Path, method: &Method, is_second: bool) -> anyhow::Result<SideRun> {
    let mut command = cell.command(home, method);
    command.args(if is_second { ["--baseline", "first"] } else { ["--save-baseline", "first"] });
    let output = command.stderr(Stdio::piped()).output()?;
    if !output.status.success() {
        bail!("{}: {}\n{}", cell.benchmark, output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    let words = String::from_utf8_lossy(&output.stdout);
    let criterion = match is_second {
        true if words.contains("Performance has regressed") => Some(true),
        true if words.contains("Performance has improved") => Some(false),
        true if words.contains("No change in performance detected")
            || words.contains("Change within noise threshold") =>
        {
            None
        }
        true => bail!("{}: criterion gave no verdict:\n{words}", cell.benchmark),
        false => None,
    };
    Ok(SideRun { fastest: cell.fastest(home)?, mean: cell.mean(home)?, criterion })
}

fn level(injected: u64, plan: &[Trial], series: &[rounds::Series], habits: &[Habits]) -> anyhow::Result<Level> {
    let mut level = Level { injected_percent: injected, ..Level::default() };
    for (index, _) in plan.iter().enumerate().filter(|(_, trial)| trial.injected == injected) {
        let side = |side: usize| series[2 * index + side].as_ref().map_err(|error| anyhow::anyhow!("{error}"));
        let (base, slowed) = (side(0)?, side(1)?);
        let (verdict, ratio) = record::verdict(slowed, base, SMALLEST_THRESHOLD_PPM);
        level.trials += 1;
        level.inconclusive += u64::from(verdict == Verdict::Inconclusive);
        level.called_different += u64::from(matches!(verdict, Verdict::Slower | Verdict::Faster));
        level.called_slower += u64::from(verdict == Verdict::Slower);
        level.ratios_ppm.extend(ratio);
        level.rounds += base.len() as u64;
        level.pairs += habits[index].pairs;
        level.criterion_called_different += habits[index].criterion.different;
        level.criterion_called_slower += habits[index].criterion.slower;
        level.fixed_called_different += habits[index].fixed.different;
        level.fixed_called_slower += habits[index].fixed.slower;
    }
    Ok(level)
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
