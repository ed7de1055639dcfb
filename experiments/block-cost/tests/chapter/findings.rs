//! Where glibc takes a block from, and what the system does for it, in processes of their own.

use anyhow::{Context, Result, bail, ensure};
use block_cost::{EXPERIMENT, PAGE, grown_hemmed_in, grown_in_place};
use harness::{Findings, Need, Shared};
use std::fs::File;
use std::hint::black_box;
use std::io::Read;
use std::mem::MaybeUninit;

/// In this variable a child finds the size of its block.
const SIZE: &str = "BLOCK_COST_SIZE";

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    distances(findings);
    returned(findings);
    from_the_system(findings);
    faults(findings);
    moves(findings);
}

fn size_of_child() -> Result<usize> {
    Ok(std::env::var(SIZE).context(SIZE)?.parse()?)
}

fn block(size: usize) -> Box<[MaybeUninit<u8>]> {
    black_box(Box::new_uninit_slice(size))
}

fn address(block: &[MaybeUninit<u8>]) -> usize {
    black_box(block.as_ptr()).addr()
}

/// How far apart neighbours are: the bytes that a block takes, with what the allocator writes in front of it.
fn distances(findings: &mut Findings) {
    for (size, expected) in [(1, 32), (24, 32), (25, 48), (64, 80), (1024, 1040), (1032, 1040), (1033, 1056)] {
        let how = format!("the smallest distance of two of 200 live blocks of {size} bytes, by their addresses");
        findings.exact(["distance", &size.to_string()], how).is(expected).by(|| -> Result<i64> {
            let blocks: Vec<_> = (0..200).map(|_| block(size)).collect();
            let mut addresses: Vec<usize> = blocks.iter().map(|block| address(block)).collect();
            addresses.sort_unstable();
            let smallest = addresses.windows(2).map(|pair| pair[1] - pair[0]).min();
            Ok(i64::try_from(smallest.context("no two blocks")?)?)
        });
    }
}

/// Which blocks come back in which order.
fn returned(findings: &mut Findings) {
    let child = findings.child("returned", || -> Result<()> {
        let mut freed = Vec::with_capacity(10);
        let mut order = Vec::<i64>::with_capacity(10);
        // They stay, so that no block that was freed earlier is left in the cache.
        let others: Vec<_> = (0..200).map(|_| block(64)).collect();
        let mut blocks: Vec<_> = (0..10).map(|_| block(64)).collect();
        freed.extend(blocks.iter().map(|block| address(block)));
        for first_to_last in blocks.drain(..) {
            drop(first_to_last);
        }
        blocks.extend((0..10).map(|_| block(64)));
        for again in &blocks {
            let place =
                freed.iter().position(|freed| *freed == address(again)).context("a block of another address")?;
            order.push(i64::try_from(place)? + 1);
        }
        drop(others);
        println!("{}", serde_json::to_string(&order)?);
        Ok(())
    });
    let how = "in a process of its own, ten blocks of 64 bytes were freed first to last and ten were made: \
               the places that they had among the first ten";
    // Not exact: how many blocks the cache of a thread holds depends on the version of the C library.
    findings
        .observed("returned", how)
        .by(|| -> Result<Vec<i64>> { Ok(serde_json::from_slice(&child.output()?.stdout)?) });
}

/// What a process has of the system: read into memory that is there already, so that the reading asks for none.
struct Process {
    text: [u8; 16 << 10],
    lines: Vec<(usize, usize, bool)>,
}

impl Process {
    fn new() -> Self {
        Self { text: [0; 16 << 10], lines: Vec::with_capacity(200) }
    }

    fn read(&mut self, path: &str) -> Result<&str> {
        let mut file = File::open(path).context("/proc")?;
        let mut length = 0;
        loop {
            let read = file.read(&mut self.text[length..])?;
            length += read;
            if read == 0 {
                break;
            }
        }
        ensure!(length < self.text.len(), "{path} is longer than expected");
        Ok(std::str::from_utf8(&self.text[..length])?)
    }

    /// The regions: start, end, and whether it is the heap.
    fn regions(&mut self) -> Result<&[(usize, usize, bool)]> {
        let mut lines = std::mem::take(&mut self.lines);
        lines.clear();
        for line in self.read("/proc/self/maps")?.lines() {
            let range = line.split_once(' ').and_then(|(range, _)| range.split_once('-'));
            let (start, end) = range.context("a line without a range")?;
            let hex = |text| usize::from_str_radix(text, 16);
            lines.push((hex(start)?, hex(end)?, line.ends_with("[heap]")));
        }
        self.lines = lines;
        Ok(&self.lines)
    }

    /// Where the heap ends.
    fn heap_end(&mut self) -> Result<usize> {
        self.regions()?.iter().find_map(|(_, end, is_heap)| is_heap.then_some(*end)).context("no heap")
    }

    /// Whether an address is in the heap; `None` where it is in no region.
    fn is_in_heap(&mut self, address: usize) -> Result<Option<bool>> {
        let regions = self.regions()?.iter();
        Ok(regions.into_iter().find_map(|(start, end, is_heap)| (*start..*end).contains(&address).then_some(*is_heap)))
    }

    /// Minor page faults so far: the tenth field.
    fn faults(&mut self) -> Result<u64> {
        let stat = self.read("/proc/self/stat")?;
        let (_, after_the_name) = stat.rsplit_once(") ").context("/proc/self/stat")?;
        Ok(after_the_name.split(' ').nth(7).context("/proc/self/stat")?.parse()?)
    }
}

/// Where each of three blocks of a size came from, each freed before the next was made.
fn from_the_system(findings: &mut Findings) {
    let child = findings.child("from_the_system", || -> Result<()> {
        let size = size_of_child()?;
        let mut process = Process::new();
        let mut calls = Vec::with_capacity(3);
        for _ in 0..3 {
            let before = process.heap_end()?;
            let block = block(size);
            let address = address(&block);
            let (is_in_heap, during) = (process.is_in_heap(address)?, process.heap_end()?);
            drop(block);
            let (is_left, after) = (process.is_in_heap(address)?.is_some(), process.heap_end()?);
            calls.push(match is_in_heap {
                None => bail!("a block that is nowhere"),
                Some(false) if before == during && during == after && !is_left => "mapped, unmapped",
                Some(true) if before == during && during == after => "in the heap",
                Some(true) if before < during && during == after => "in the heap, which grew",
                Some(true) if before < during && after < during => "in the heap, which grew and shrank",
                _ => bail!("the heap ended at {before:x}, {during:x}, {after:x}; the block in it: {is_in_heap:?}"),
            });
        }
        println!("{}", serde_json::to_string(&calls)?);
        Ok(())
    });
    for size in EXPERIMENT.axis.iter().flat_map(|axis| axis.sizes) {
        let calls = Shared::new(move || -> Result<Vec<String>> {
            let output = child.output_with(|command| command.env(SIZE, size.to_string()))?;
            Ok(serde_json::from_slice(&output.stdout)?)
        });
        for (index, which) in ["first", "second", "third"].into_iter().enumerate() {
            let how = format!(
                "in a process of its own, three blocks of {size} bytes were made and freed, one after the other: where the \
                 {which} was, and whether the heap ended elsewhere, by /proc/self/maps"
            );
            findings
                .exact(["from", which, &size.to_string()], how)
                .needs(Need::Proc)
                .by(|| -> Result<String> { calls.get()?.get(index).cloned().context("three calls") });
        }
    }
}

/// Page faults of blocks that are touched.
fn faults(findings: &mut Findings) {
    let child = findings.child("faults", || -> Result<()> {
        let size = size_of_child()?;
        let mut process = Process::new();
        let mut calls = Vec::<u64>::with_capacity(3);
        process.faults()?;
        for _ in 0..3 {
            let before = process.faults()?;
            let mut block = block(size);
            for first in block.iter_mut().step_by(PAGE) {
                first.write(1);
            }
            address(&block);
            drop(block);
            calls.push(process.faults()? - before);
        }
        println!("{}", serde_json::to_string(&calls)?);
        Ok(())
    });
    for size in [4096_usize, 65_536, 1 << 20, 16 << 20, 64 << 20] {
        let how = format!(
            "in a process of its own, three blocks of {size} bytes were made, a byte was written in each page, and they were freed, \
             one after the other: minor page faults of each, by /proc/self/stat"
        );
        findings.observed(["faults", &size.to_string()], how).needs(Need::Proc).by(|| -> Result<Vec<i64>> {
            let output = child.output_with(|command| command.env(SIZE, size.to_string()))?;
            Ok(serde_json::from_slice(&output.stdout)?)
        });
    }
}

/// Whether a block that grows gets another address.
fn moves(findings: &mut Findings) {
    let child = findings.child("moves", || -> Result<()> {
        let size = size_of_child()?;
        let mut moved = Vec::<u8>::with_capacity(2);
        for grow in [grown_in_place::grow, grown_hemmed_in::grow] {
            // As in a measurement, what a first call leaves behind is there.
            grow(size);
            moved.push(u8::from((0..10).all(|_| grow(size).1)) + 2 * u8::from((0..10).all(|_| !grow(size).1)));
        }
        println!("{}", serde_json::to_string(&moved)?);
        Ok(())
    });
    for size in [16_usize << 10, 1 << 20] {
        let moved = Shared::new(move || -> Result<Vec<u8>> {
            let output = child.output_with(|command| command.env(SIZE, size.to_string()))?;
            Ok(serde_json::from_slice(&output.stdout)?)
        });
        for (index, (variant, expected)) in
            [("grown_in_place", "stays"), ("grown_hemmed_in", "moves")].into_iter().enumerate()
        {
            let how = format!(
                "in a process of its own, `{variant}` was called with {size} bytes, once and then 20 times: \
                 what a block did in each of the 20 calls"
            );
            findings.exact([variant, &size.to_string()], how).is(expected).by(|| -> Result<&str> {
                Ok(match moved.get()?.get(index) {
                    Some(1) => "moves",
                    Some(2) => "stays",
                    _ => "differs from call to call",
                })
            });
        }
    }
}
