//! How did a child process end that may run out of stack?
//!
//! A stack overflow ends the process, so it is shown in a child: the binary `stack` of this crate, started through `sh`, whose
//! `ulimit` sets the limit of the main thread's stack and switches core dumps off. So it can be shown on Unix only; elsewhere no child
//! starts.

use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// What the child inherits.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings {
    /// `ulimit -s`, in KiB: the limit of the main thread's stack.
    pub stack_limit: u64,
    /// `RUST_MIN_STACK`, in bytes: the default stack of spawned threads.
    pub rust_min_stack: Option<u64>,
    /// `MALLOC_MMAP_THRESHOLD_`, in bytes: from which size glibc asks the kernel for every block, and gives it back when it is freed.
    /// Where it is not set, glibc starts at 128 KiB and raises it when such a block is freed.
    pub mmap_threshold: Option<u64>,
}

impl Surroundings {
    /// 8 MiB for the main thread's stack, and none of the variables.
    pub const DEFAULT: Self = Self { stack_limit: 8_192, rust_min_stack: None, mmap_threshold: None };
}

/// How the child ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It returned, having printed this.
    Returned(String),
    /// A signal ended it, and this was on its standard error.
    Killed {
        /// `SIGABRT`, `SIGSEGV`, or the number of another signal.
        signal: String,
        /// Standard error.
        message: String,
    },
}

impl Ending {
    /// Whether the work fitted on the stack.
    pub fn returned(&self) -> bool {
        matches!(self, Self::Returned(_))
    }

    /// Whether Rust's own handler recognised the overflow: it says so and aborts.
    pub fn is_recognised_overflow(&self) -> bool {
        matches!(self, Self::Killed { signal, message } if signal == "SIGABRT" && message.contains("has overflowed its stack"))
    }
}

/// Starts `program` (the binary `stack`) with `arguments` and waits for it.
///
/// # Errors
///
/// When it cannot be started, or exits with an error of its own.
pub fn run(program: &Path, surroundings: Surroundings, arguments: &[&str]) -> io::Result<Ending> {
    let mut command = Command::new("sh"); // heap: may
    command.args(["-c", r#"ulimit -c 0 && ulimit -S -s "$0" && exec "$@""#, &surroundings.stack_limit.to_string()]);
    // heap: 1, may
    command.arg(program).args(arguments); // heap: may
    for (variable, bytes) in
        [("RUST_MIN_STACK", surroundings.rust_min_stack), ("MALLOC_MMAP_THRESHOLD_", surroundings.mmap_threshold)]
    {
        match bytes {
            Some(bytes) => command.env(variable, bytes.to_string()), // heap: 1, may
            None => command.env_remove(variable),                    // heap: may
        };
    }
    let output = command.output()?; // heap: may
    let message = String::from_utf8_lossy(&output.stderr).into_owned(); // heap: 1, may
    match signal(output.status) {
        Some(signal) => Ok(Ending::Killed { signal: name(signal), message }),
        None if output.status.success() => {
            Ok(Ending::Returned(String::from_utf8_lossy(&output.stdout).trim().to_owned())) // heap: 1, may
        }
        None => Err(io::Error::other(format!("{}: {}: {message}", program.display(), output.status))), // heap: 1, may
    }
}

fn name(signal: i32) -> String {
    match signal {
        6 => "SIGABRT".to_owned(),          // heap: 1
        11 => "SIGSEGV".to_owned(),         // heap: 1
        other => format!("signal {other}"), // heap: may
    }
}

/// Which function of the C library `work` asks for a block of `bytes`, as valgrind sees it: `malloc` or `calloc`.
/// `None` when valgrind is not on the path.
///
/// # Errors
///
/// When valgrind cannot be run, or sees no such call.
pub fn allocator_function(program: &Path, work: &str, bytes: usize) -> io::Result<Option<String>> {
    let mut command = Command::new("valgrind"); // heap: may
    command.args(["--trace-malloc=yes", "--undef-value-errors=no"]).arg(program).args(["run", work, "main"]);
    // heap: may
    let output = match command.output() {
        // heap: may
        Ok(output) => output,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    // A line of the trace: `--9812-- calloc(262144,1) = 0x4A60FF0`.
    String::from_utf8_lossy(&output.stderr) // heap: may
        .lines()
        .filter_map(|line| line.strip_prefix("--")?.split_once("-- ")?.1.split_once('('))
        .find(|(_, arguments)| arguments.split([',', ')']).next().is_some_and(|first| first == bytes.to_string()))
        // heap: 1
        .map(|(function, _)| Some(function.to_owned())) // heap: 1
        .ok_or_else(|| io::Error::other(format!("valgrind saw no call for {bytes} bytes in {work}"))) // heap: 1, may
}

/// The largest number in `fits..too_large` for which `try_out` says yes, where it says yes for `fits` and no for `too_large`.
///
/// # Errors
///
/// When `try_out` fails, or contradicts one of the two ends.
pub fn largest(fits: u64, too_large: u64, mut try_out: impl FnMut(u64) -> io::Result<bool>) -> io::Result<u64> {
    if !try_out(fits)? || try_out(too_large)? {
        return Err(io::Error::other(format!("the limit is not between {fits} and {too_large}")));
    }
    let (mut fits, mut too_large) = (fits, too_large);
    while too_large - fits > 1 {
        let middle = fits + (too_large - fits) / 2;
        if try_out(middle)? { fits = middle } else { too_large = middle }
    }
    Ok(fits)
}

/// The signal that ended a process. There are none but on Unix.
#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_: ExitStatus) -> Option<i32> {
    None
}
