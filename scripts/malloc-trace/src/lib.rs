//! How often does a program call the platform's malloc?
//!
//! valgrind with `--trace-malloc=yes` prints every call to `malloc`, `calloc`, `realloc` and `free` of a process, whatever
//! allocator the program declares and whatever the optimiser made of it. The program calls [`mark`] before and after what is to
//! be seen: a block of an alignment that nothing else uses is two lines in the trace, and between them stands the rest.

mod mark;

pub use mark::mark;

use record::program::Need;
use std::path::Path;
use std::process::Command;

/// The source of a module with [`mark`], which uses the standard library alone: for programs that are generated.
pub const MARK_SOURCE: &str = include_str!("mark.rs");

/// Calls of the platform's malloc between two marks, of all threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// `malloc`, `calloc` and aligned allocations.
    pub allocations: u64,
    /// `realloc`.
    pub reallocations: u64,
    /// `free`, but for null.
    pub deallocations: u64,
}

/// What was seen of a run under valgrind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The calls between each pair of marks.
    pub calls: Vec<Calls>,
    /// What the program printed on standard output.
    pub stdout: Vec<u8>,
}

/// Runs a program under valgrind and returns the calls between each pair of its marks.
///
/// # Errors
///
/// When valgrind is missing; when it or the program fails, with what they printed.
pub fn trace(program: &Path, arguments: &[&str]) -> Result<Trace, String> {
    if let Some(reason) = Need::Valgrind.missing() {
        return Err(reason);
    }
    // Beside the program: where that is temporary, whoever removes it removes what an interrupted run leaves of the log, too.
    let directory = program.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let log = tempfile::NamedTempFile::new_in(directory)
        .map_err(|error| format!("a temporary file for valgrind's log: {error}"))?;
    let output = Command::new("valgrind")
        // Of the tools that see every call, the one that does least beside: memcheck takes four times as long.
        .args(["--tool=massif", "--time-unit=B", "--depth=1", "--massif-out-file=/dev/null", "--trace-malloc=yes"])
        .arg(format!("--log-file={}", log.path().display()))
        .arg(program)
        .args(arguments)
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    let text = std::fs::read_to_string(log.path()).map_err(|error| format!("valgrind's log: {error}"))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the run under valgrind failed ({}):\n{stderr}\n{}", output.status, last_lines(&text, 12)));
    }
    Ok(Trace { calls: parse(&text)?, stdout: output.stdout })
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// The calls between each pair of marks of a trace.
fn parse(trace: &str) -> Result<Vec<Calls>, String> {
    let is_mark = |call: &&str| call.starts_with(&format!("memalign(al {},", mark::ALIGNMENT));
    let calls: Vec<&str> = trace.lines().filter_map(call).collect();
    let marks = calls.iter().filter(|call| is_mark(call)).count();
    if !marks.is_multiple_of(2) {
        return Err(format!(
            "valgrind's trace has {marks} marks, and they come in pairs: a line of it is lost; run it again"
        ));
    }
    // Pieces alternate: before and between cases, a case, between, a case, ...
    let pieces = calls.split(is_mark).skip(1).step_by(2);
    Ok(pieces
        .map(|piece| {
            // The first call of a piece frees the block of the mark before it.
            piece.iter().skip(1).fold(Calls::default(), |mut calls, call| {
                match call.split('(').next() {
                    Some("malloc" | "calloc" | "memalign") => calls.allocations += 1,
                    // Rust reallocates no null; the C library does, to make a block.
                    Some("realloc") if call.starts_with("realloc(0x0,") => calls.allocations += 1,
                    Some("realloc") => calls.reallocations += 1,
                    Some("free") if !call.starts_with("free(0x0)") => calls.deallocations += 1,
                    _ => {}
                }
                calls
            })
        })
        .collect())
}

/// `malloc(8) = 0x4A5C040` out of `--12345-- malloc(8) = 0x4A5C040`.
fn call(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("--")?;
    Some(rest.split_once("-- ")?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_split_at_the_marks() {
        let trace = "\
--7-- malloc(100) = 0x1
--7-- memalign(al 8192, size 1) = 0x2
--7-- free(0x2)
--7-- malloc(8) = 0x3
--7-- realloc(0x3,16) = 0x4
--7-- free(0x0)
--7-- free(0x4)
--7-- realloc(0x0,32)malloc(32) = 0x9
--7-- free(0x9)
--7-- memalign(al 8192, size 1) = 0x5
--7-- free(0x5)
--7-- calloc(1,9) = 0x6
==7== a line that is no call
--7-- memalign(al 8192, size 1) = 0x7
--7-- free(0x7)
--7-- memalign(al 8192, size 1) = 0x8
--7-- free(0x8)
";
        let first = Calls { allocations: 2, reallocations: 1, deallocations: 2 };
        assert_eq!(parse(trace), Ok(vec![first, Calls::default()]));
        assert!(parse(&trace.replacen("memalign", "", 1)).is_err());
    }
}
