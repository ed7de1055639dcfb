//! What does the first `println!` of a process ask for, and the next one; and what does a sink do with what it is given?

use anyhow::{Context, Result, ensure};
use harness::{Child, Findings, Shared};
use std::cell::Cell;
use std::fmt;
use std::io::Write;
use std::process::Stdio;

/// Declares them.
pub(crate) fn findings(findings: &mut Findings) {
    let child = findings.child("print", || {
        print_and_count();
        Ok::<_, fmt::Error>(())
    });
    printed(findings, child);
    for (key, bytes, of) in [
        ("size_of_arguments", size_of::<fmt::Arguments<'_>>(), "fmt::Arguments"),
        ("size_of_dyn_display", size_of::<&dyn fmt::Display>(), "&dyn Display"),
        ("size_of_itoa_buffer", size_of::<itoa::Buffer>(), "itoa::Buffer"),
    ] {
        findings.exact(key, format!("size_of::<{of}>(), in bytes")).found(bytes);
    }
    let how = "how often the operand of one write! to std::io::sink() was formatted; its Display counts";
    findings.exact("formatted_for_a_sink", how).by(|| {
        let formatted = Cell::new(0_i64);
        write!(std::io::sink(), "{}", Counted(&formatted)).map(|()| formatted.get())
    });
}

// ANCHOR: child
/// Prints to standard output and standard error, and then says on standard error what each call asked for.
fn print_and_count() {
    let number = std::hint::black_box(66_666_666);
    let long = std::hint::black_box("a line that is longer than the buffer ").repeat(100);
    let (_, to_error) = count_allocations::count(|| eprintln!("a = {number}"));
    let (_, first) = count_allocations::count(|| println!("a = {number}"));
    let (_, next) = count_allocations::count(|| println!("a = {number}"));
    let (_, longer) = count_allocations::count(|| println!("{long}"));
    for figures in [first, next, longer, to_error] {
        eprintln!("{} {}", figures.allocations + figures.reallocations, figures.requested_bytes);
    }
}
// ANCHOR_END: child

/// The counts of a fresh process, whose standard output is a pipe that this process reads.
fn printed(findings: &mut Findings, child: Child) {
    let counted = Shared::new(|| -> Result<Vec<[i64; 2]>> {
        let output = child.command()?.stdin(Stdio::null()).output().context("this program, as a child")?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "the child ended with {}: {said}", output.status);
        ensure!(output.stdout.starts_with(b"a = 66666666\na = 66666666\n"), "the child did not print its lines");
        let lines: Vec<&str> = said.lines().collect();
        ensure!(
            lines.len() == 5 && lines[0] == "a = 66666666",
            "the child's standard error is not as expected: {said}"
        );
        let numbers = |line: &&str| {
            let (blocks, bytes) = line.split_once(' ').with_context(|| format!("two numbers expected: {line}"))?;
            Ok([blocks.parse()?, bytes.parse()?])
        };
        lines[1..].iter().map(numbers).collect()
    });
    let calls = [
        ("println_first", "the first println! of a process"),
        ("println_next", "the next println! of the same process"),
        ("println_long", "a println! of 3800 bytes after these"),
        ("eprintln_first", "the first eprintln! of a process"),
    ];
    for (index, (key, call)) in calls.into_iter().enumerate() {
        for (figure, what) in ["blocks", "bytes"].into_iter().enumerate() {
            let how = format!(
                "{what} asked for by {call}, counted by the gate in a child process whose output is read through pipes"
            );
            findings.exact([key, what], how).by(|| Ok::<_, anyhow::Error>(counted.get()?[index][figure]));
        }
    }
}

/// A value that counts how often it is formatted.
struct Counted<'a>(&'a Cell<i64>);

impl fmt::Display for Counted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.set(self.0.get() + 1);
        formatter.write_str("counted")
    }
}
