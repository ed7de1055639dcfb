//! What does the first `println!` of a process ask for, and the next one; and what does a sink do with what it is given?

use anyhow::{Context, Result, ensure};
use instruments::{Finding, Value};
use std::cell::Cell;
use std::fmt;
use std::io::Write;
use std::process::{Command, Stdio};

// What a child prints is counted here.
#[global_allocator]
static ALLOCATOR: instruments::Gate = instruments::Gate;

/// The argument that makes this program the child whose first `println!` is counted.
const CHILD: &str = "--print";

fn main() -> Result<()> {
    if std::env::args().nth(1).as_deref() == Some(CHILD) {
        print_and_count();
        return Ok(());
    }
    let mut findings = printed()?;
    findings.extend(sizes());
    findings.push(sink());
    instruments::print_findings(&findings);
    Ok(())
}

// ANCHOR: child
/// Prints to standard output and standard error, and then says on standard error what each call asked for.
fn print_and_count() {
    let number = std::hint::black_box(66_666_666);
    let long = std::hint::black_box("a line that is longer than the buffer ").repeat(100);
    let (_, to_error) = instruments::count(|| eprintln!("a = {number}"));
    let (_, first) = instruments::count(|| println!("a = {number}"));
    let (_, next) = instruments::count(|| println!("a = {number}"));
    let (_, longer) = instruments::count(|| println!("{long}"));
    for figures in [first, next, longer, to_error] {
        eprintln!("{} {}", figures.allocations + figures.reallocations, figures.requested_bytes);
    }
}
// ANCHOR_END: child

/// The counts of a fresh process, whose standard output is a pipe that this process reads.
fn printed() -> Result<Vec<Finding>> {
    let program = std::env::current_exe().context("the path of this program")?;
    let output = Command::new(program).arg(CHILD).stdin(Stdio::null()).output().context("this program, as a child")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the child ended with {}: {said}", output.status);
    ensure!(output.stdout.starts_with(b"a = 66666666\na = 66666666\n"), "the child did not print its lines");
    let lines: Vec<&str> = said.lines().collect();
    ensure!(lines.len() == 5 && lines[0] == "a = 66666666", "the child's standard error is not as expected: {said}");
    let calls = [
        ("println_first", "the first println! of a process"),
        ("println_next", "the next println! of the same process"),
        ("println_long", "a println! of 3800 bytes after these"),
        ("eprintln_first", "the first eprintln! of a process"),
    ];
    let mut findings = Vec::new();
    for ((key, call), line) in calls.into_iter().zip(&lines[1..]) {
        let (blocks, bytes) = line.split_once(' ').with_context(|| format!("two numbers expected: {line}"))?;
        let how = format!("{call}, counted by the gate in a child process whose output is read through pipes");
        findings.push(exact(
            &format!("{key}_blocks"),
            Value::Integer(blocks.parse()?),
            &format!("blocks asked for by {how}"),
        ));
        findings.push(exact(
            &format!("{key}_bytes"),
            Value::Integer(bytes.parse()?),
            &format!("bytes asked for by {how}"),
        ));
    }
    Ok(findings)
}

fn sizes() -> Vec<Finding> {
    let size =
        |key, bytes: usize, of| exact(key, Value::Integer(bytes as i64), &format!("size_of::<{of}>(), in bytes"));
    vec![
        size("size_of_arguments", size_of::<fmt::Arguments<'_>>(), "fmt::Arguments"),
        size("size_of_dyn_display", size_of::<&dyn fmt::Display>(), "&dyn Display"),
        size("size_of_itoa_buffer", size_of::<itoa::Buffer>(), "itoa::Buffer"),
    ]
}

/// A value that counts how often it is formatted.
struct Counted<'a>(&'a Cell<i64>);

impl fmt::Display for Counted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.set(self.0.get() + 1);
        formatter.write_str("counted")
    }
}

fn sink() -> Finding {
    let formatted = Cell::new(0);
    let written = write!(std::io::sink(), "{}", Counted(&formatted));
    assert!(written.is_ok(), "a sink refuses nothing");
    exact(
        "formatted_for_a_sink",
        Value::Integer(formatted.get()),
        "how often the operand of one write! to std::io::sink() was formatted; its Display counts",
    )
}

fn exact(key: &str, value: Value, how: &str) -> Finding {
    Finding { key: key.to_owned(), value, exact: true, how: how.to_owned() }
}
