//! What do criterion's change detection and a threshold on its mean say of equal code?
//!
//! criterion's files are undocumented; its version is pinned by the lock file, and a file of another form is an error, not a figure.

use crate::{Progress, Workspace};
use anyhow::{Context, bail};
use record::Temporary;
use record::calibration::Habits;
use serde::Deserialize;
use std::path::Path;
use std::process::{Command, Stdio};

/// The habit of calling a difference of means above this a change, in millionths.
const FIXED_PPM: u64 = 50_000;
/// criterion's settings: short, with many samples, which suits it better than few long ones.
const SETTINGS: [&str; 10] = [
    "--bench",
    "--noplot",
    "--nresamples",
    "1001",
    "--warm-up-time",
    "0.02",
    "--measurement-time",
    "0.08",
    "--sample-size",
    "50",
];

/// The ids of the benchmarks of a bench, without the group.
pub(super) fn list(bench: &Path) -> anyhow::Result<Vec<String>> {
    let output = Command::new(bench).args(["--bench", "--list"]).output()?;
    if !output.status.success() {
        bail!("{} --list: {}", bench.display(), String::from_utf8_lossy(&output.stderr).trim());
    }
    let listed = String::from_utf8(output.stdout)?;
    let id = |line: &str| Some(line.strip_suffix(": benchmark")?.split_once('/')?.1.to_owned());
    Ok(listed.lines().filter_map(id).collect())
}

/// Runs each case twice, one right after the other, and lets criterion compare the second with the first.
pub(super) fn habits(
    workspace: &Workspace,
    bench: &Path,
    cases: &[&str],
    progress: &dyn Progress,
) -> anyhow::Result<Habits> {
    let mut habits = Habits::default();
    progress.begin("pairs of criterion's runs", Some(cases.len() as u64));
    for case in cases {
        let home = Temporary::below(&workspace.target(), "criterion")?;
        let (_, first) = run(bench, home.path(), case, ["--save-baseline", "first"])?;
        let (words, second) = run(bench, home.path(), case, ["--baseline", "first"])?;
        let is_different = words.contains("Performance has regressed") || words.contains("Performance has improved");
        let is_alike = words.contains("No change in performance") || words.contains("Change within noise threshold");
        if !is_different && !is_alike {
            bail!("{case}: criterion gave no verdict:\n{words}");
        }
        habits.pairs += 1;
        habits.criterion_called_different += u64::from(is_different);
        let ratio = second * 1_000_000 / first.max(1);
        habits.fixed_called_different += u64::from(ratio.abs_diff(1_000_000) > FIXED_PPM);
        progress.step(case);
    }
    progress.end();
    Ok(habits)
}

#[derive(Deserialize)]
struct Sample {
    iters: Vec<f64>,
    times: Vec<f64>,
}

/// What criterion said, and the mean in picoseconds.
fn run(bench: &Path, home: &Path, case: &str, baseline: [&str; 2]) -> anyhow::Result<(String, u64)> {
    let benchmark = format!("{}/{case}", super::NAME);
    let output = Command::new(bench)
        .args(SETTINGS)
        .args(baseline)
        .args(["--exact", &benchmark])
        .env("CRITERION_HOME", home)
        .env(record::program::CELL_VARIABLE, "1")
        .stdin(Stdio::null())
        .output()?;
    if !output.status.success() {
        bail!("{benchmark}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    let file = home.join(super::NAME).join(case.replace('/', "_")).join("new/sample.json");
    let text = std::fs::read(&file)
        .with_context(|| format!("{benchmark}: criterion left no {}; is it one of this bench?", file.display()))?;
    let Sample { iters, times } = serde_json::from_slice(&text)
        .with_context(|| format!("{}: not of the form criterion 0.8 writes", file.display()))?;
    if iters.len() != times.len() || iters.is_empty() || iters.iter().any(|calls| *calls < 1.0) {
        bail!("{}: iterations and times do not pair up", file.display());
    }
    let per_call = times.iter().zip(&iters).map(|(time, calls)| time / calls);
    let mean = per_call.sum::<f64>() / iters.len() as f64;
    Ok((String::from_utf8_lossy(&output.stdout).into_owned(), (mean * 1000.0).round() as u64))
}
