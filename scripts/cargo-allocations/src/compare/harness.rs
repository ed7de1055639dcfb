//! How is a program of benchmarks or tests asked what it has, and told to run one?
//!
//! criterion, divan and the test harness of the standard library are understood, by what they answer to `--list`.

use anyhow::{Context, bail};
use serde::Deserialize;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What calls the code of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Harness {
    /// criterion, from 0.5 on.
    Criterion,
    /// divan.
    Divan,
    /// `#[test]`.
    Tests,
}

/// Samples of one measurement, and how long it takes, in milliseconds. Short samples fit between disturbances.
const SAMPLES: &str = "50";
const WARM_UP: &str = "0.02";
const MEASUREMENT: &str = "0.08";

impl Harness {
    /// Whose program it is, and the names of its benchmarks or tests, in its order.
    pub(super) fn of(program: &Path, is_bench: bool) -> anyhow::Result<(Self, Vec<String>)> {
        let listed = run(Command::new(program).args(["--list", "--format", "terse"]));
        let (harness, names) = match &listed {
            Ok(output) if is_bench => (Self::Criterion, names(output, ": benchmark")),
            Ok(output) => (Self::Tests, names(output, ": test")),
            // divan has no forms of its list, and it lists no arguments; a run of each benchmark once prints all.
            Err(_) => (Self::Divan, tree(&run(Command::new(program).args(["--test", "--color", "never"]))?)),
        };
        if names.is_empty() && listed.is_err() {
            bail!("it is neither criterion's, nor divan's, nor the test harness's: it does not answer to `--list`");
        }
        Ok((harness, names))
    }

    /// The arguments that run one benchmark or test once, or none where no one has the name.
    pub(super) fn once(self, name: &str) -> Vec<String> {
        let words: &[&str] = match self {
            Self::Criterion => &["--test", "--noplot", "--exact"],
            Self::Divan => &["--test", "--color", "never", "--exact"],
            // One thread, so that nothing of what is counted depends on how threads are scheduled.
            Self::Tests => &["--test-threads=1", "--exact"],
        };
        words.iter().copied().chain([name]).map(str::to_owned).collect()
    }

    /// The least time of one iteration, in picoseconds, of a short measurement. `directory` is where criterion may write.
    pub(super) fn time(self, program: &Path, name: &str, directory: &Path) -> anyhow::Result<u64> {
        let mut command = Command::new(program);
        command.arg("--bench");
        let picoseconds = match self {
            Self::Tests => bail!("{name}: a test is not timed"),
            Self::Criterion => {
                // What the last measurement left would be read in place of this one's.
                std::fs::remove_dir_all(directory)
                    .or_else(|error| if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
                    .with_context(|| directory.display().to_string())?;
                command.args(["--noplot", "--nresamples", "1001", "--sample-size", SAMPLES]);
                command.args(["--warm-up-time", WARM_UP, "--measurement-time", MEASUREMENT]);
                command.args(["--save-baseline", "compared", "--exact", name]).env("CRITERION_HOME", directory);
                run(&mut command)?;
                let Some(samples) = samples(directory).with_context(|| directory.display().to_string())? else {
                    bail!("{name}: criterion wrote no samples");
                };
                let per_iteration =
                    samples.times.iter().zip(&samples.iters).map(|(time, iterations)| time / iterations);
                per_iteration.min_by(f64::total_cmp).map(|nanoseconds| nanoseconds * 1000.0)
            }
            Self::Divan => {
                command.args(["--color", "never", "--sample-count", SAMPLES, "--max-time", MEASUREMENT]);
                command.args(["--exact", name]);
                fastest(&run(&mut command)?)
            }
        };
        match picoseconds {
            Some(picoseconds) if picoseconds.is_finite() => Ok(picoseconds.round() as u64),
            _ => bail!("{name}: the program printed no time"),
        }
    }
}

/// Runs a program to its end, and returns what it printed.
fn run(command: &mut Command) -> anyhow::Result<String> {
    let program = Path::new(command.get_program()).to_owned();
    let output: Output =
        command.stdin(Stdio::null()).output().with_context(|| format!("{} cannot be run", program.display()))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!("the program ended with {}: {}", output.status, stderr.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The names of a list with one on each line.
fn names(list: &str, kind: &str) -> Vec<String> {
    list.lines().filter_map(|line| line.strip_suffix(kind)).map(str::to_owned).collect()
}

/// The names of a tree as divan prints it: the path from the root to each leaf.
fn tree(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut path: Vec<&str> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let depth = depth(line);
        let name = line.trim_start_matches(BRANCHES).trim();
        // A node deeper than the one before it makes that one no leaf.
        if depth == path.len() && names.last().is_some_and(|last| *last == path.join("::")) {
            names.pop();
        }
        path.truncate(depth);
        path.push(name);
        if depth > 0 {
            names.push(path.join("::"));
        }
    }
    names
}

const BRANCHES: [char; 5] = ['│', '├', '╰', '─', ' '];

/// How deep a line of a tree is: three columns for each level.
fn depth(line: &str) -> usize {
    line.chars().take_while(|column| BRANCHES.contains(column)).count() / 3
}

/// The first time of a table as divan prints it, in picoseconds: that of the fastest sample.
fn fastest(table: &str) -> Option<f64> {
    table.lines().filter(|line| depth(line) > 0).find_map(|line| {
        let mut words = line.split('│').find(|part| part.contains("s "))?.split_whitespace().rev();
        let unit = words.next()?;
        let picoseconds = match unit {
            "ps" => 1.0,
            "ns" => 1e3,
            "µs" => 1e6,
            "ms" => 1e9,
            "s" => 1e12,
            _ => return None,
        };
        Some(words.next()?.parse::<f64>().ok()? * picoseconds)
    })
}

/// Of criterion's `sample.json`, what is read here.
#[derive(Deserialize)]
struct Samples {
    iters: Vec<f64>,
    times: Vec<f64>,
}

/// The samples of the only benchmark below a directory. How the directories in between are named is criterion's affair.
fn samples(directory: &Path) -> anyhow::Result<Option<Samples>> {
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        if path.ends_with("compared/sample.json") {
            return Ok(Some(serde_json::from_slice(&std::fs::read(path)?)?));
        }
        if path.is_dir()
            && let Some(samples) = samples(&path)?
        {
            return Ok(Some(samples));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_a_name_a_line() {
        let list = "upper: benchmark\nsum of numbers/100: benchmark\n";
        assert_eq!(names(list, ": benchmark"), ["upper", "sum of numbers/100"]);
        assert_eq!(names("a::b: test\nc: benchmark\n", ": test"), ["a::b"]);
    }

    #[test]
    fn the_leaves_of_a_tree_have_paths() {
        let text = "div\n├─ sum\n│  ├─ 100\n│  ╰─ 1000\n├─ upper\n╰─ inner\n   ╰─ deep\n      ╰─ nothing\n\n";
        let expected = ["div::sum::100", "div::sum::1000", "div::upper", "div::inner::deep::nothing"];
        assert_eq!(tree(text), expected);
        assert_eq!(tree(""), Vec::<String>::new());
    }

    #[test]
    fn the_fastest_sample_of_a_table_is_its_first_time() {
        let header = "div         fastest       │ slowest       │ median        │ mean          │ samples │ iters\n";
        let row = |time: &str| {
            format!(
                "{header}╰─ sum                    │               │\n   ╰─ 100   {time}      │ 12.93 ns      │ 12.6 ns │ 50 │ 6400\n"
            )
        };
        for (time, picoseconds) in [("12.45 ns", 12_450.0), ("67 µs", 67e6), ("1.5 ms", 1.5e9), ("2 s", 2e12)] {
            assert_eq!(fastest(&row(time)), Some(picoseconds), "{time}");
        }
        assert_eq!(fastest(header), None);
    }
}
