//! How long does a large profile take, and how much memory?
//!
//! `cargo bench -p heap-views --bench large_profile -- 200 dhat` writes a profile of 200 MB in dhat's layout to a temporary directory, reads it,
//! folds it and makes its views, and prints after each step the time it took and the most memory that was resident so far (Linux alone tells).
//! `pprof` and `pprof.gz` in place of `dhat` do the same in pprof's format, the latter with 200 MB before they are packed. With a file as a third
//! argument the profile is written there and stays, for other programs to be measured on.
//!
//! The profile is made up: a tree of 20 000 functions, stacks of 10 to 59 frames, no two stacks equal, which is the hardest there is for
//! a reader that merges equal ones.

use anyhow::{Context, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use heap_views::calls::{CallGraph, Order};
use heap_views::{Folding, Sample, Sources, fold, list, sites};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

const FUNCTIONS: u32 = 20_000;
/// A function has so many lines.
const LINES: u32 = 4;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let bytes = 1_000_000 * arguments.next().context("how many megabytes?")?.parse::<u64>()?;
    let form = arguments.next().context("in which form: dhat, pprof or pprof.gz?")?;
    let directory = tempfile::tempdir()?;
    let kept = arguments.next().map(PathBuf::from);
    let file = kept.as_deref().unwrap_or(&directory.path().join("profile")).to_owned();
    write(&file, &form, bytes)?;
    println!("{} bytes", std::fs::metadata(&file)?.len());
    if kept.is_none() {
        show(&file)?;
    }
    Ok(())
}

fn show(file: &Path) -> anyhow::Result<()> {
    println!("before: {}", resident());
    let start = Instant::now();
    let (profile, _) = heap_views::read(file)?;
    println!("read {} stacks: {:.1?}, {}", profile.stacks.len(), start.elapsed(), resident());
    let start = Instant::now();
    let (profile, _) = fold(profile, &Sources::default(), &Folding::default())?;
    println!("folded to {} stacks: {:.1?}, {}", profile.stacks.len(), start.elapsed(), resident());
    let start = Instant::now();
    let graph = CallGraph::new(&profile, Sample::AllocSpace).sorted(Order::Cum);
    println!("top --cum, {} functions: {:.1?}, {}", graph.nodes.len(), start.elapsed(), resident());
    let start = Instant::now();
    let (listing, _) = list(&profile, Sample::AllocSpace, "f1", &Sources::default())?;
    println!("list, {} functions: {:.1?}, {}", listing.routines.len(), start.elapsed(), resident());
    let start = Instant::now();
    println!("blocks, {} lines: {:.1?}, {}", sites::sites(&profile).len(), start.elapsed(), resident());
    Ok(())
}

/// The most memory that was resident so far.
fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or("memory not known".to_owned(), |peak| format!("at most {} resident", peak.trim()))
}

/// Writes a profile of this many bytes, or a little more.
fn write(file: &Path, form: &str, bytes: u64) -> anyhow::Result<()> {
    let output = BufWriter::new(File::create(file)?);
    match form {
        "dhat" => Ok(dhat(output, bytes)?.flush()?),
        "pprof" => Ok(pprof(output, bytes)?.flush()?),
        "pprof.gz" => Ok(pprof(GzEncoder::new(output, Compression::default()), bytes)?.finish()?.flush()?),
        _ => bail!("`{form}` is none of dhat, pprof and pprof.gz"),
    }
}

/// A stack of the profile.
struct Stack {
    size: u64,
    blocks: u64,
    /// Lines of functions, from 0, the innermost first.
    frames: Vec<u32>,
}

/// Stacks without end, the same on every run.
fn stacks() -> impl Iterator<Item = Stack> {
    // Numbers that look random: Knuth's constants for a linear congruential generator.
    let mut state: u64 = 1;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32 % below
    };
    std::iter::repeat_with(move || {
        let (size, blocks) = (u64::from(random(100_000)) + 1, u64::from(random(100)) + 1);
        let depth = 10 + random(50);
        // A path to the root of a tree in which a function's caller has a smaller number.
        let mut function = random(FUNCTIONS);
        let frame = |_| {
            let frame = function * LINES + random(LINES);
            function /= 1 + random(2);
            frame
        };
        Stack { size, blocks, frames: (0..depth).map(frame).collect() }
    })
}

/// The name, the file and the line of a frame.
fn names(frame: u32) -> (String, String, u32) {
    let function = frame / LINES;
    let module = function % 300;
    (format!("app::module{module}::f{function}"), format!("app/src/module{module}.rs"), frame % 1000)
}

fn dhat<W: Write>(inner: W, bytes: u64) -> io::Result<W> {
    let mut output = Counted { inner, bytes: 0 };
    output.write_all(b"{\n\"dhatFileVersion\": 2,\n\"mode\": \"rust-heap\",\n\"cmd\": \"made up\",\n\"pps\": [\n")?;
    let mut comma = "";
    let mut stacks = stacks();
    while output.bytes < bytes
        && let Some(Stack { size, blocks, frames }) = stacks.next()
    {
        write!(
            output,
            "{comma}{{\n\"tb\": {size},\n\"tbk\": {blocks},\n\"tl\": 0,\n\"mb\": {size},\n\"mbk\": {blocks},\n\"gb\": {size},\n\
             \"gbk\": {blocks},\n\"eb\": 0,\n\"ebk\": 0,\n\"fs\": ["
        )?;
        for (depth, frame) in frames.iter().enumerate() {
            let separator = if depth > 0 { ",\n" } else { "\n" };
            write!(output, "{separator}{}", 1 + frame)?;
        }
        output.write_all(b"\n]\n}")?;
        comma = ",\n";
    }
    output.write_all(b"\n],\n\"ftbl\": [\n\"[root]\"")?;
    for frame in 0..FUNCTIONS * LINES {
        let (name, file, line) = names(frame);
        write!(output, ",\n\"0x{:x}: {name} ({file}:{line}:5)\"", 1 + frame)?;
    }
    output.write_all(b"\n]\n}\n")?;
    Ok(output.inner)
}

/// Field by field, in the order in which Go writes them: what stacks name comes behind them.
fn pprof<W: Write>(inner: W, bytes: u64) -> io::Result<W> {
    let mut output = Counted { inner, bytes: 0 };
    let types = ["", "alloc_objects", "count", "alloc_space", "bytes", "inuse_objects", "inuse_space"];
    for [name, unit] in [[1, 2], [3, 4], [5, 2], [6, 4]] {
        field(&mut output, 1, &numbers(&[(1, name), (2, unit)]))?;
    }
    let (mut sample, mut packed) = (Vec::new(), Vec::new());
    let mut stacks = stacks();
    while output.bytes < bytes
        && let Some(Stack { size, blocks, frames }) = stacks.next()
    {
        sample.clear();
        let frames = frames.iter().map(|frame| u64::from(*frame) + 1).collect();
        for (number, values) in [(1, frames), (2, vec![blocks, size, 0, 0])] {
            packed.clear();
            values.into_iter().for_each(|value| varint(&mut packed, value));
            field(&mut sample, number, &packed)?;
        }
        field(&mut output, 2, &sample)?;
    }
    field(&mut output, 3, &numbers(&[(1, 1), (2, 0x1000), (3, 0x1000_0000), (5, 2), (7, 1)]))?;
    for frame in 0..FUNCTIONS * LINES {
        let line = numbers(&[(1, u64::from(frame / LINES) + 1), (2, u64::from(names(frame).2))]);
        let mut location = numbers(&[(1, u64::from(frame) + 1), (2, 1), (3, 0x1000 + u64::from(frame))]);
        field(&mut location, 4, &line)?;
        field(&mut output, 4, &location)?;
    }
    let first = types.len() as u64;
    for function in 0..u64::from(FUNCTIONS) {
        let [name, file] = [0, 1].map(|text| first + 2 * function + text);
        field(&mut output, 5, &numbers(&[(1, function + 1), (2, name), (4, file)]))?;
    }
    for text in types {
        field(&mut output, 6, text.as_bytes())?;
    }
    for function in 0..FUNCTIONS {
        let (name, file, _) = names(function * LINES);
        field(&mut output, 6, name.as_bytes())?;
        field(&mut output, 6, file.as_bytes())?;
    }
    Ok(output.inner)
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A message of numbers, by the numbers of their fields.
fn numbers(fields: &[(u64, u64)]) -> Vec<u8> {
    let mut message = Vec::new();
    for (number, value) in fields {
        varint(&mut message, number << 3);
        varint(&mut message, *value);
    }
    message
}

/// A field that is bytes.
fn field(output: &mut impl Write, number: u64, content: &[u8]) -> io::Result<()> {
    let mut head = Vec::new();
    varint(&mut head, number << 3 | 2);
    varint(&mut head, content.len() as u64);
    output.write_all(&head)?;
    output.write_all(content)
}

struct Counted<W> {
    inner: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
