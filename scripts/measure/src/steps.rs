//! How many instructions does a call take, by the processor itself?
//!
//! A second counter, which shares nothing with valgrind: the kernel runs the program instruction by instruction (`PTRACE_SINGLESTEP`)
//! between two breakpoints, and this counts the steps. A repeated string instruction is one step for each repetition, and a system
//! call is one. It is some thousand times slower than running, so long calls are left out.

use crate::binaries;
use anyhow::{Context, bail};
use nix::sys::ptrace;
use nix::sys::signal::Signal;
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::Pid;
use record::program::{Called, ListedCase, STEPS};
use std::fs::File;
use std::io::{Read, Seek};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// `si_code` of a breakpoint; of a single step it is another.
const BREAKPOINT: i32 = 0x80;

/// The instructions of each of the calls of a case, allocator included, beyond those of calling a function that does nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stepped {
    /// The case's id.
    pub case: String,
    /// A call each.
    pub calls: Vec<u64>,
}

/// Runs these cases in one process and counts the steps of their calls. Of a case that fails there is nothing.
///
/// # Errors
///
/// When the program cannot be traced, or ends otherwise than it should.
pub fn count(program: &Path, cases: &[&ListedCase]) -> anyhow::Result<Vec<Stepped>> {
    let mut input = tempfile::tempfile().context("a temporary file")?;
    for listed in cases {
        std::io::Write::write_all(&mut input, format!("{}\n", listed.case).as_bytes())?;
    }
    input.rewind()?;
    let mut output = tempfile::tempfile().context("a temporary file")?;
    let mut counts = traced(program, input, output.try_clone()?)?.into_iter();
    let mut text = String::new();
    output.rewind()?;
    output.read_to_string(&mut text)?;
    let called: Vec<Called> =
        serde_json::from_str(&text).with_context(|| format!("{} {STEPS}: what it printed", program.display()))?;
    let mut take = |calls: usize| counts.by_ref().take(calls).collect::<Vec<_>>();
    let mut stepped = Vec::new();
    for one in called {
        let nothing = take(one.calls).into_iter().min().unwrap_or(0);
        let calls = take(one.calls).into_iter().map(|count| count.saturating_sub(nothing)).collect();
        if one.failure.is_none() {
            stepped.push(Stepped { case: one.case, calls });
        }
    }
    Ok(stepped)
}

/// The steps between each two breakpoints.
fn traced(program: &Path, input: File, output: File) -> anyhow::Result<Vec<u64>> {
    let (beside, name) = (program.parent().unwrap_or(Path::new(".")), program.file_name().unwrap_or_default());
    let mut command = Command::new(Path::new(".").join(name));
    command.arg(STEPS).current_dir(beside).env_clear();
    command.env("PATH", "/usr/local/bin:/usr/bin:/bin").env("GLIBC_TUNABLES", callgrind::TUNABLES);
    command.stdin(input).stdout(output);
    // SAFETY: between fork and exec, `traceme` makes one system call and touches no memory.
    unsafe { command.pre_exec(|| Ok(ptrace::traceme()?)) };
    let child = command.spawn().with_context(|| format!("{} cannot be run", program.display()))?;
    let process = Pid::from_raw(child.id().cast_signed());
    let mut counts = Vec::new();
    // The first stop is that of the program's start.
    let mut counting: Option<u64> = None;
    let mut pass_on: Option<Signal> = None;
    waitpid(process, None)?;
    loop {
        match counting {
            Some(_) => ptrace::step(process, pass_on.take())?,
            None => ptrace::cont(process, pass_on.take())?,
        }
        match waitpid(process, None)? {
            WaitStatus::Exited(_, 0) => return Ok(counts),
            WaitStatus::Stopped(_, Signal::SIGTRAP) => {
                let is_mark = ptrace::getsiginfo(process)?.si_code == BREAKPOINT;
                counting = match counting {
                    Some(steps) if is_mark => {
                        counts.push(steps);
                        None
                    }
                    Some(steps) => Some(steps + 1),
                    None if is_mark => Some(0),
                    None => None,
                };
            }
            WaitStatus::Stopped(_, signal) => pass_on = Some(signal),
            WaitStatus::Exited(..) | WaitStatus::Signaled(..) => {
                bail!("{} {STEPS} failed while its steps were counted", program.display())
            }
            _ => {}
        }
    }
}

/// All cases of a program but those of `without`: those that are alone in a process of their own, the others in one.
///
/// # Errors
///
/// As [`count`].
pub fn all(program: &Path, without: &[&str]) -> anyhow::Result<Vec<Stepped>> {
    let mut cases: Vec<ListedCase> = binaries::ask(program, &[record::program::CASES])?;
    cases.retain(|listed| !without.contains(&listed.case.as_str()));
    let (alone, together): (Vec<&ListedCase>, Vec<&ListedCase>) = cases.iter().partition(|listed| listed.alone);
    let mut stepped = if together.is_empty() { Vec::new() } else { count(program, &together)? };
    for listed in alone {
        stepped.extend(count(program, &[listed])?);
    }
    Ok(stepped)
}
