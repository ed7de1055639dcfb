//! What does jemalloc's file say?
//!
//! `prof.dump` of jemalloc writes text: a line `heap_v2/524288` with the bytes between two samples on average, a block for each stack (`@` and the
//! addresses, the innermost first, then a line `t*:` of what is live, blocks and bytes, and in brackets what was made so far where
//! `prof_accum` is on), and after `MAPPED_LIBRARIES:` the system's list of what is in memory. The format is described in
//! [jemalloc's manual](https://jemalloc.net/jemalloc.3.html#heap_profile_format).
//!
//! What is in the file are samples. A block of `s` bytes is sampled with the chance `1 - exp(-s / rate)`, so what stands for each
//! stack is divided by the chance of its blocks' average size, as jemalloc's own `jeprof` does.

use crate::{About, Life, Mapping};
use crate::{Error, Frame, FrameId, Function, FunctionId, HeapProfile, Sample, Stack, Values, Warning};
use indexmap::IndexSet;
use std::io::BufRead;
use std::path::Path;
use symbols::UNKNOWN;

/// Reads a file of jemalloc.
///
/// # Errors
///
/// [`Error::Line`] for a line of another form, also where the file ends before its list of libraries; [`Error::Overflow`].
pub fn read(input: impl BufRead, path: &Path) -> Result<(HeapProfile, Vec<Warning>), Error> {
    let mut lines = (1..).zip(input.lines());
    let wrong = |line: usize, reason: &str| Error::Line { path: path.to_owned(), line, reason: reason.to_owned() };
    let mut next = || match lines.next() {
        Some((number, line)) => {
            line.map(|line| Some((number, line))).map_err(|reason| Error::Read { path: path.to_owned(), reason })
        }
        None => Ok(None),
    };
    let head = next()?.map(|(_, line)| line).unwrap_or_default();
    let rate = head.trim().strip_prefix("heap_v2/").and_then(|rate| rate.parse::<u64>().ok());
    let rate = rate.ok_or_else(|| wrong(1, "not `heap_v2/` and a number"))?;
    let (mut frames, mut stacks) = (IndexSet::new(), Vec::<Stack>::new());
    let mut open: Option<Vec<FrameId>> = None;
    let (mut last, mut is_whole) = (1, false);
    while let Some((number, line)) = next()? {
        last = number;
        let line = line.trim();
        if line == "MAPPED_LIBRARIES:" {
            is_whole = true;
            break;
        }
        if let Some(addresses) = line.strip_prefix('@') {
            if open.is_some() {
                return Err(wrong(number, "a stack without a line `t*:`"));
            }
            let frame = |address: &str| {
                let digits = address.strip_prefix("0x")?;
                // It is where a call returns to; the call is before it.
                let address = u64::from_str_radix(digits, 16).ok()?.saturating_sub(1);
                Some(FrameId(frames.insert_full(address).0 as u32))
            };
            let addresses: Option<Vec<FrameId>> = addresses.split_whitespace().map(frame).collect();
            open = Some(addresses.ok_or_else(|| wrong(number, "an address that is no hexadecimal number"))?);
        } else if let Some(figures) = line.strip_prefix("t*:") {
            // Before the first stack stands the sum.
            let figures =
                figures_of(figures).ok_or_else(|| wrong(number, "not `t*: blocks: bytes [blocks: bytes]`"))?;
            if let Some(frames) = open.take() {
                let values = scaled(figures, rate).ok_or_else(|| wrong(number, "a figure beyond 63 bits"))?;
                stacks.push(Stack { frames, values, life: Life::default() });
            }
        } else if !line.is_empty() && !line.starts_with('t') {
            return Err(wrong(number, "not a stack, nor a line of its figures"));
        }
    }
    if !is_whole || open.is_some() {
        return Err(wrong(last, "the file ends before `MAPPED_LIBRARIES:`"));
    }
    let mut mappings = Vec::new();
    while let Some((_, line)) = next()? {
        mappings.extend(mapping(&line));
    }
    for sample in Sample::ALL {
        let sum = stacks.iter().try_fold(0_i64, |sum, stack| sum.checked_add(stack.values.get(sample)));
        sum.ok_or_else(|| Error::Overflow { path: path.to_owned(), sample })?;
    }
    let has_total = stacks.iter().any(|stack| stack.values.get(Sample::AllocObjects) != 0);
    let mut counted = vec![Sample::EndSpace, Sample::EndObjects];
    if has_total {
        counted.extend([Sample::AllocSpace, Sample::AllocObjects]);
    }
    let frame = |address| Frame { function: FunctionId(0), line: 0, column: 0, address };
    let profile = HeapProfile {
        command: mappings.first().map(|mapping: &Mapping| mapping.file.clone()).unwrap_or_default(),
        functions: vec![Function { name: UNKNOWN.to_owned(), file: String::new() }],
        frames: frames.into_iter().map(frame).collect(),
        about: About { mappings, ..About::counting(counted, Sample::EndSpace) },
        stacks,
    };
    let warnings = if profile.stacks.is_empty() { vec![Warning::NothingAllocated] } else { Vec::new() };
    Ok((profile, warnings))
}

/// `28106: 56637512 [0: 0]`: live blocks and bytes, and all that were made.
fn figures_of(text: &str) -> Option<[u64; 4]> {
    let (live, total) = text.strip_suffix(']')?.split_once('[')?;
    let pair = |text: &str| {
        let (blocks, bytes) = text.split_once(':')?;
        Some([blocks.trim().parse().ok()?, bytes.trim().parse().ok()?])
    };
    let ([blocks, bytes], [all_blocks, all_bytes]) = (pair(live)?, pair(total)?);
    Some([blocks, bytes, all_blocks, all_bytes])
}

/// From samples to what they stand for. `None` where that does not fit.
fn scaled([blocks, bytes, all_blocks, all_bytes]: [u64; 4], rate: u64) -> Option<Values> {
    let scale = |blocks: u64, bytes: u64| -> Option<[i64; 2]> {
        if blocks == 0 || bytes == 0 {
            return Some([0, 0]);
        }
        let chance = if rate <= 1 { 1.0 } else { 1.0 - (-(bytes as f64 / blocks as f64) / rate as f64).exp() };
        let [blocks, bytes] = [blocks, bytes].map(|figure| (figure as f64 / chance).round());
        (bytes < i64::MAX as f64 && blocks < i64::MAX as f64).then_some([blocks as i64, bytes as i64])
    };
    let [blocks, bytes] = scale(blocks, bytes)?;
    let [all_blocks, all_bytes] = scale(all_blocks, all_bytes)?;
    Some(Values([all_bytes, all_blocks, 0, 0, bytes, blocks]))
}

/// A line of `/proc/PID/maps` of something that has code: `55d0-55e0 r-xp 00001000 fd:01 123 /bin/program`.
fn mapping(line: &str) -> Option<Mapping> {
    let mut words = line.split_whitespace();
    let (start, limit) = words.next()?.split_once('-')?;
    let number = |text: &str| u64::from_str_radix(text, 16).ok();
    let (start, limit) = (number(start)?, number(limit)?);
    let flags = words.next()?;
    let offset = number(words.next()?)?;
    let file = words.skip(2).collect::<Vec<_>>().join(" ");
    (flags.contains('x') && file.starts_with('/') && limit > start).then_some(Mapping {
        start,
        limit,
        offset,
        file,
        build_id: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "heap_v2/524288\n  t*: 3: 1048608 [0: 0]\n  t0: 3: 1048608 [0: 0]\n@ 0x1001 0x2001\n  t*: 2: 32 [0: 0]\n  t0: 2: 32 [0: 0]\n\
                        @ 0x3001\n  t*: 1: 1048576 [0: 0]\n\nMAPPED_LIBRARIES:\n55d0-55e0 r-xp 00001000 fd:01 123 /bin/my program\n\
                        55e0-55f0 rw-p 00002000 fd:01 123 /bin/my program\n7fff-8fff r-xp 00000000 00:00 0 [vdso]\n";

    fn parsed(text: &str) -> Result<(HeapProfile, Vec<Warning>), Error> {
        read(text.as_bytes(), Path::new("my.heap"))
    }

    #[test]
    fn samples_become_what_they_stand_for() {
        let (profile, warnings) = parsed(FILE).unwrap();
        assert_eq!(warnings, []);
        // 2 of 16 bytes at 1 in 32768.5, one of 1 MiB at 86.5 %.
        let values: Vec<[i64; 6]> = profile.stacks.iter().map(|stack| stack.values.0).collect();
        assert_eq!(values, [[0, 0, 0, 0, 1_048_592, 65537], [0, 0, 0, 0, 1_212_697, 1]]);
        assert_eq!(
            (profile.about.first, &*profile.about.counted),
            (Sample::EndSpace, &[Sample::EndSpace, Sample::EndObjects][..])
        );
        let addresses: Vec<u64> = profile.frames.iter().map(|frame| frame.address).collect();
        assert_eq!(addresses, [0x1000, 0x2000, 0x3000], "the calls, not where they return to");
        let mapping = &profile.about.mappings[0];
        assert_eq!(
            (mapping.start, mapping.limit, mapping.offset, &*mapping.file),
            (0x55d0, 0x55e0, 0x1000, "/bin/my program")
        );
        assert_eq!(profile.about.mappings.len(), 1);
    }

    #[test]
    fn what_was_made_so_far_is_read_where_it_is_counted() {
        let (profile, _) = parsed(
            &FILE.replace("1: 1048576 [0: 0]", "1: 1048576 [5: 5242880]").replace("heap_v2/524288", "heap_v2/1"),
        )
        .unwrap();
        assert_eq!(profile.stacks[1].values.0, [5_242_880, 5, 0, 0, 1_048_576, 1]);
        assert!(profile.about.counted.contains(&Sample::AllocSpace));
    }

    #[test]
    fn what_is_not_of_the_form_is_refused() {
        let message = |text: &str| parsed(text).unwrap_err().to_string();
        assert!(message("heap_v2/x\n").contains("line 1: not `heap_v2/` and a number"));
        for length in 0..FILE.find("MAPPED").unwrap() {
            assert!(parsed(&FILE[..length]).is_err(), "{length}");
        }
        assert!(message(&FILE.replace("0x2001", "2001")).contains("no hexadecimal number"));
        assert!(
            message(&FILE.replace("  t*: 2: 32 [0: 0]\n  t0: 2: 32 [0: 0]\n", ""))
                .contains("a stack without a line `t*:`")
        );
        assert!(message(&FILE.replace("2: 32 [0", "2; 32 [0")).contains("line 5: not `t*:"));
        assert!(message(&FILE.replace("1: 1048576 ", "1: 18446744073709551615 ")).contains("beyond 63 bits"));
    }
}
