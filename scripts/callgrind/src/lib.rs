//! How many instructions does a piece of a program take, and how many of them does the allocator?
//!
//! The program puts what is to be counted between two calls of [`toggle`] and names it by [`dump`]; outside of valgrind both do nothing.
//! [`run`] runs it under callgrind, which runs the real allocator of the C library, and reads what was counted.
//!
//! Counted are the instructions that the calling thread executed, as callgrind counts them: one for each, but for a repeated string
//! instruction, of which every repetition counts; so the C library is told not to use those ([`TUNABLES`]). What an instruction costs in
//! time is another question.

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
#[allow(unsafe_code, reason = "the C library's function writes to an address that it is given, and asks the kernel")]
mod keys;
mod marks;
mod parts;

pub use marks::{breakpoint, dump, toggle};
pub use parts::Part;

use record::program::Need;
use std::path::Path;
use std::process::Command;

/// What the C library is told: copy and fill without `rep movsb` and `rep stosb`, of which callgrind counts every byte.
pub const TUNABLES: &str = "glibc.cpu.hwcaps=-ERMS";

/// What was seen of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What was counted, in the order of the dumps.
    pub parts: Vec<Part>,
    /// What the program printed on standard output.
    pub stdout: String,
}

/// Runs a program with these arguments, and nothing of this process's environment, under callgrind. `input` is its standard input. `padding`
/// bytes are added to its environment, which moves the stack.
///
/// # Errors
///
/// When callgrind is not there or counts otherwise than is assumed here; when the program fails, with what it printed.
pub fn run(program: &Path, arguments: &[&str], input: &str, padding: usize) -> Result<Run, String> {
    if let Some(reason) = Need::Callgrind.missing() {
        return Err(reason);
    }
    let directory =
        tempfile::tempdir().map_err(|error| format!("a temporary directory for callgrind's file: {error}"))?;
    let file = directory.path().join("callgrind.out");
    let log = directory.path().join("log");
    // The lengths of the path and of the environment move the stack and the heap, so they are the same in every run.
    let (beside, name) = (program.parent().unwrap_or(Path::new(".")), program.file_name().unwrap_or_default());
    let input_file = directory.path().join("input");
    let written = std::fs::write(&input_file, input).and_then(|()| std::fs::File::open(&input_file));
    let input = written.map_err(|error| format!("{}: {error}", input_file.display()))?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--collect-atstart=no", "--combine-dumps=yes", "--trace-redir=yes"])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(format!("--log-file={}", log.display()))
        .arg(Path::new(".").join(name))
        .args(arguments)
        .current_dir(beside)
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("GLIBC_TUNABLES", TUNABLES)
        .env("PADDING", "x".repeat(padding))
        .stdin(input)
        .output()
        .map_err(|error| format!("valgrind: {error}"))?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the run under callgrind failed ({}): {}", output.status, stderr.trim()));
    }
    let read = |path: &Path| std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
    if let Some(function) = replaced(&read(&log)?) {
        return Err(format!(
            "valgrind put a `{function}` of its own in place of the C library's; its instructions are not the program's"
        ));
    }
    let stdout = String::from_utf8(output.stdout).map_err(|error| format!("what the program printed: {error}"))?;
    Ok(Run { parts: parts::read(&read(&file)?)?, stdout })
}

/// A function of the allocator, or one that copies, that valgrind replaces, by what `--trace-redir=yes` says:
/// `--7--     0x04a8 (malloc              ) R-> (1001.0) 0x0484 malloc`.
fn replaced(log: &str) -> Option<&str> {
    let names = log.lines().filter(|line| line.contains(" R-> ")).filter_map(|line| line.rsplit(' ').next());
    let is_ours =
        |name: &&str| parts::ALLOCATOR.contains(name) || ["memcpy", "memmove", "memset", "memcmp"].contains(name);
    names.into_iter().find(is_ours)
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn a_replaced_allocator_is_noticed() {
        let harmless = "--7--     0x580 (vgettimeofday ) R-> (0000.0) 0x580 vgPlain_vgettimeofday\n";
        assert_eq!(replaced(harmless), None);
        let log = format!("{harmless}--7--     0x4a8 (malloc              ) R-> (1001.0) 0x484 malloc\n");
        assert_eq!(replaced(&log), Some("malloc"));
    }
}
