//! How long does a large profile take, and how much memory?
//!
//! `cargo bench -p heap-views --bench large_profile -- 200` writes a profile of 200 MB to a temporary directory, reads it, folds it
//! and makes its views, writes it in pprof's format and reads that, and prints after each step the time it took and the most memory that was resident so far (Linux alone tells).
//!
//! The profile is made up: a tree of 20 000 functions, stacks of 10 to 60 frames, no two stacks equal, which is the hardest there is for
//! a reader that merges equal ones.

use anyhow::Context;
use heap_views::calls::{CallGraph, Order};
use heap_views::{Folding, Sample, Sources, dhat, fold, list, pprof};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

const FUNCTIONS: u64 = 20_000;

fn main() -> anyhow::Result<()> {
    let megabytes: u64 = std::env::args().nth(1).context("how many megabytes?")?.parse()?;
    let directory = tempfile::tempdir()?;
    let file = directory.path().join("dhat-heap.json");
    write(&file, megabytes * 1_000_000)?;
    println!("{} bytes; before: {}", std::fs::metadata(&file)?.len(), resident());
    let start = Instant::now();
    let (profile, _) = dhat::read(&file, &mut |_| ())?;
    println!("read {} stacks: {:.1?}, {}", profile.stacks.len(), start.elapsed(), resident());
    let packed = pprof::encode(&profile, |_| None)?;
    let start = Instant::now();
    let again = pprof::decode(&packed)?;
    println!(
        "read {} stacks of {} bytes in pprof's format: {:.1?}, {}",
        again.stacks.len(),
        packed.len(),
        start.elapsed(),
        resident()
    );
    drop((packed, again));
    let start = Instant::now();
    let (profile, _) = fold(profile, &Sources::default(), &Folding::default())?;
    println!("folded to {} stacks: {:.1?}, {}", profile.stacks.len(), start.elapsed(), resident());
    let start = Instant::now();
    let graph = CallGraph::new(&profile, Sample::AllocSpace).sorted(Order::Cum);
    println!("top --cum, {} functions: {:.1?}, {}", graph.nodes.len(), start.elapsed(), resident());
    let start = Instant::now();
    let (listing, _) = list(&profile, Sample::AllocSpace, "f1", &Sources::default())?;
    println!("list, {} functions: {:.1?}, {}", listing.routines.len(), start.elapsed(), resident());
    Ok(())
}

/// The most memory that was resident so far.
fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or("memory not known".to_owned(), |peak| format!("at most {} resident", peak.trim()))
}

/// Writes a profile in dhat's layout, of this many bytes or a little more.
fn write(file: &Path, bytes: u64) -> anyhow::Result<()> {
    let mut output = Counted { inner: BufWriter::new(std::fs::File::create(file)?), bytes: 0 };
    output.write_all(b"{\n\"dhatFileVersion\": 2,\n\"mode\": \"rust-heap\",\n\"cmd\": \"made up\",\n\"pps\": [\n")?;
    // Numbers that look random and are the same on every run: Knuth's constants for a linear congruential generator.
    let mut state: u64 = 1;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut comma = "";
    while output.bytes < bytes {
        let (size, blocks) = (random(100_000) + 1, random(100) + 1);
        write!(
            output,
            "{comma}{{\n\"tb\": {size},\n\"tbk\": {blocks},\n\"tl\": 0,\n\"mb\": {size},\n\"mbk\": {blocks},\n\"gb\": {size},\n\
             \"gbk\": {blocks},\n\"eb\": 0,\n\"ebk\": 0,\n\"fs\": ["
        )?;
        // A path to the root of a tree in which a function's caller has a smaller number.
        let mut function = random(FUNCTIONS);
        for depth in 0..10 + random(50) {
            let separator = if depth > 0 { ",\n" } else { "\n" };
            write!(output, "{separator}{}", 1 + function * 4 + random(4))?;
            function /= 1 + random(2);
        }
        output.write_all(b"\n]\n}")?;
        comma = ",\n";
    }
    output.write_all(b"\n],\n\"ftbl\": [\n\"[root]\"")?;
    for frame in 0..FUNCTIONS * 4 {
        let function = frame / 4;
        let (path, line) = (function % 300, frame % 1000);
        write!(output, ",\n\"0x{frame:x}: app::module{path}::f{function} (app/src/module{path}.rs:{line}:5)\"")?;
    }
    output.write_all(b"\n]\n}\n")?;
    Ok(output.inner.flush()?)
}

struct Counted<W> {
    inner: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}
