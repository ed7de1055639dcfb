//! How often does a test that must allocate nothing fail although nothing allocates?
//!
//! `cargo run --release --package count-allocations --example trial` builds four test programs with the same work and runs them in
//! turn, beside busy loops, as on a machine of continuous integration. With `--keep` what it prints is kept in `tests/trial/kept.txt`,
//! which the book shows.

use std::process::{Child, Command, ExitCode, Stdio};
use std::{env, fs, io, thread};

/// The test targets, and what they are.
const PROGRAMS: [(&str, &str); 4] = [
    ("trial_process", "eight tests, a counter of the process"),
    ("trial_alone", "one test in its program, the same counter"),
    ("trial_stats_alloc", "eight tests, stats_alloc as documented"),
    ("trial_ours", "eight tests, count-allocations"),
];

/// How long the work is, in turns of a microsecond or less, and the heading.
const WORK: [(u32, &str); 3] = [(10, "short"), (1000, "longer"), (20_000, "long")];

const USAGE: &str = "usage: trial [--runs N] [--busy N] [--keep]; 300 runs beside 3 busy loops unless given";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut arguments = env::args().skip(1);
    if arguments.len() == 1 && env::args().nth(1).as_deref() == Some("--busy-loop") {
        loop {
            std::hint::spin_loop();
        }
    }
    let (mut runs, mut busy, mut is_kept) = (300, 3, false);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|text| text.parse().ok()).ok_or_else(|| USAGE.to_owned());
        match argument.as_str() {
            "--runs" => runs = number()?,
            "--busy" => busy = number()?,
            "--keep" => is_kept = true,
            _ => return Err(USAGE.to_owned()),
        }
    }
    let programs = build()?;
    let _busy: Vec<Busy> = (0..busy).map(|_| Busy::start()).collect::<io::Result<_>>().map_err(|e| e.to_string())?;
    let mut failed = [[0_u32; WORK.len()]; PROGRAMS.len()];
    for _ in 0..runs {
        for (program, failed) in programs.iter().zip(&mut failed) {
            for ((turns, _), failed) in WORK.iter().zip(failed) {
                *failed += u32::from(!passes(program, *turns)?);
            }
        }
    }
    let text = report(runs, busy, &failed);
    print!("{text}");
    if is_kept {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/trial/kept.txt");
        fs::write(file, text).map_err(|error| format!("{file}: {error}"))?;
    }
    Ok(())
}

fn report(runs: u32, busy: u32, failed: &[[u32; WORK.len()]]) -> String {
    let mut text = format!("{:42} failed of {runs} runs\n{:42}", "", "");
    for (_, work) in WORK {
        text += &format!("{:>12}", format!("{work} work"));
    }
    text += "\n";
    for ((_, name), failed) in PROGRAMS.iter().zip(failed) {
        text += &format!("{name:42}");
        for failed in failed {
            text += &format!("{failed:>12}");
        }
        text += "\n";
    }
    let processors = thread::available_parallelism().map_or(0, usize::from);
    let model = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = model.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("", |it| it.1);
    let rustc = said("rustc", &["--version"]);
    let day = said("date", &["-u", "+%Y-%m-%d"]);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').nth(1).unwrap_or_default();
    text + &format!("beside {busy} busy loops, load {load}; {processors} processors, {model}; {rustc}; {day}\n")
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

/// Builds the test programs and finds them in what cargo says.
fn build() -> Result<Vec<String>, String> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["test", "--release", "--no-run", "--message-format", "json", "--manifest-path"]);
    cargo.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"));
    cargo.args(PROGRAMS.iter().flat_map(|(target, _)| ["--test", target]));
    let output = cargo.stderr(Stdio::inherit()).output().map_err(|error| format!("cargo: {error}"))?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let program = |target: &str| {
        let named = format!("\"name\":\"{target}\"");
        let message = messages.lines().find(|line| line.contains("compiler-artifact") && line.contains(&named))?;
        let (_, rest) = message.split_once("\"executable\":\"")?;
        Some(rest.split('"').next()?.to_owned())
    };
    let programs = PROGRAMS.iter().map(|(target, _)| program(target).ok_or(format!("cargo did not build {target}")));
    programs.collect()
}

/// Whether a run of the program passes.
fn passes(program: &str, turns: u32) -> Result<bool, String> {
    let mut command = Command::new(program);
    command.env("TRIAL_TURNS", turns.to_string());
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).env_remove("RUST_BACKTRACE").status();
    status.map(|status| status.success()).map_err(|error| format!("{program}: {error}"))
}

/// A process that does nothing as fast as it can, until dropped.
struct Busy(Child);

impl Busy {
    fn start() -> io::Result<Self> {
        Command::new(env::current_exe()?).arg("--busy-loop").spawn().map(Self)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
