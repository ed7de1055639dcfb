//! Establishes the facts of the chapter that are neither counts nor times: the smallest inputs that the article's programs get wrong,
//! and which calls for the window are left in their compiled code.
//!
//! Needles and inputs of two letters are tried in the order of their lengths, with readers that give everything, a byte at a time,
//! or are interrupted once; the first one whose output differs from the oracle's is the smallest.

use anyhow::{Context, Result, ensure};
use instruments::{Finding, Value};
use std::io::{self, ErrorKind, Read};
use std::process::Command;
use stream_replace::{oracle, reader_array, reader_boxed, reader_concrete, reader_dyn};

fn main() -> Result<()> {
    instruments::print_findings(&findings()?);
    Ok(())
}

/// How a reader hands over its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// As many as it is asked for, or all that are left.
    Whole,
    /// One at a time.
    OneByOne,
    /// As many as it is asked for, but its first call is interrupted, which asks for another one.
    InterruptedOnce,
}

/// A reader of a slice.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    input: &'a [u8],
    reads: Reads,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(input: &'a [u8], reads: Reads) -> Self {
        Self { input, reads }
    }
}

impl Read for Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.reads {
            Reads::Whole => self.input.read(buffer),
            Reads::OneByOne => {
                let length = buffer.len().min(1);
                self.input.read(&mut buffer[..length])
            }
            Reads::InterruptedOnce => {
                self.reads = Reads::Whole;
                Err(ErrorKind::Interrupted.into())
            }
        }
    }
}

/// A program that follows the article: what it writes for a reader, a needle and a replacement.
pub(crate) type Program = fn(Reader<'_>, &[u8], &[u8], &mut Vec<u8>);

/// The article's steps.
pub(crate) const PROGRAMS: [(&str, Program); 4] = [
    ("reader_boxed", |reader, needle, by, output| reader_boxed::replace(Box::new(reader), needle, by, output)),
    ("reader_dyn", |mut reader, needle, by, output| reader_dyn::replace(&mut reader, needle, by, output)),
    ("reader_concrete", |mut reader, needle, by, output| reader_concrete::replace(&mut reader, needle, by, output)),
    ("reader_array", |mut reader, needle, by, output| reader_array::replace(&mut reader, needle, by, output)),
];

/// What stands in place of a match: a letter that no input has.
pub(crate) const REPLACEMENT: &[u8] = b"X";

/// An input that a program gets wrong.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Counterexample {
    pub(crate) needle: String,
    pub(crate) input: String,
    pub(crate) output: String,
    pub(crate) right: String,
}

/// The smallest input of up to six letters that the program gets wrong, with a needle of `lengths` letters.
pub(crate) fn smallest(
    program: Program,
    reads: Reads,
    lengths: std::ops::RangeInclusive<u32>,
) -> Result<Option<Counterexample>> {
    let words = |length: u32| {
        (0..1_u32 << length)
            .map(move |bits| (0..length).rev().map(|at| b'a' + (bits >> at & 1) as u8).collect::<Vec<_>>())
    };
    for needle in lengths.flat_map(words) {
        for input in (0..=6).flat_map(words) {
            let mut output = Vec::new();
            program(Reader::new(&input, reads), &needle, REPLACEMENT, &mut output);
            let right = oracle::replaced(&input, &needle, REPLACEMENT)?;
            if output != right {
                let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
                return Ok(Some(Counterexample {
                    needle: text(&needle),
                    input: text(&input),
                    output: text(&output),
                    right: text(&right),
                }));
            }
        }
    }
    Ok(None)
}

/// Every finding, in the order of the page.
pub(crate) fn findings() -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (name, program) in PROGRAMS {
        for (key, reads, how) in [
            ("whole", Reads::Whole, "a reader that gives what it is asked for"),
            ("one_by_one", Reads::OneByOne, "a reader that gives a byte at a time"),
            ("interrupted", Reads::InterruptedOnce, "a reader whose first call is interrupted"),
        ] {
            let found = smallest(program, reads, 1..=4)?;
            let text = found.map_or("none".to_owned(), |wrong| {
                let Counterexample { needle, input, output, right } = wrong;
                format!("{needle:?} in {input:?}: writes {output:?} for {right:?}")
            });
            findings.push(Finding {
                key: format!("{name}_{key}"),
                value: Value::Text(text),
                exact: true,
                how: format!(
                    "the smallest needle of up to 4 letters and input of up to 6, of the letters a and b, that {name} gets \
                     wrong with {how}, found by trying all of them against the oracle; a match becomes X"
                ),
            });
        }
    }
    let assembly = assembly()?;
    for variant in [
        "reader_concrete",
        "reader_stack_slice",
        "reader_heap_array",
        "reader_compare_constant",
        "reader_shift_constant",
        "reader_array",
    ] {
        findings.push(Finding {
            key: format!("{variant}_calls"),
            value: Value::Text(window_calls(&assembly, variant)?),
            exact: true,
            how: format!(
                "the library was compiled to assembly as the release profile does; which of bcmp (is the window the needle?) and \
                 memmove (the window moves on) the compiled `{variant}::replace` calls"
            ),
        });
    }
    Ok(findings)
}

/// The assembly of the library in the release profile.
fn assembly() -> Result<String> {
    let directory = tempfile::tempdir().context("a temporary directory")?;
    let listing = directory.path().join("library.s");
    let output = Command::new(std::env::var_os("CARGO").context("run through `cargo run`, which sets CARGO")?)
        .args(["rustc", "--quiet", "--release", "--package", env!("CARGO_PKG_NAME"), "--lib", "--"])
        .arg(format!("--emit=asm={}", listing.display()))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .context("cargo")?;
    ensure!(output.status.success(), "the library does not compile: {}", String::from_utf8_lossy(&output.stderr));
    std::fs::read_to_string(&listing).with_context(|| listing.display().to_string())
}

/// Which calls for the window are left in a variant's `replace`.
fn window_calls(assembly: &str, variant: &str) -> Result<String> {
    let is_label = |line: &str| line.ends_with(':') && !line.starts_with(['.', '\t', ' ']);
    let name = format!("{}{variant}7replace", variant.len());
    let mut lines = assembly.lines().skip_while(|line| !(is_label(line) && line.contains(&name)));
    lines.next().with_context(|| format!("no function {variant}::replace in the assembly"))?;
    let calls: Vec<&str> = lines.take_while(|line| !is_label(line)).filter(|line| line.contains("call")).collect();
    ensure!(!calls.is_empty(), "{variant}::replace calls nothing, not even for a full output");
    let left: Vec<&str> =
        ["bcmp", "memmove"].into_iter().filter(|name| calls.iter().any(|call| call.contains(name))).collect();
    Ok(if left.is_empty() { "neither".to_owned() } else { left.join(", ") })
}
