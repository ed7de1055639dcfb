//! How long does the work take, in one thread or in several that do it at one time?

use super::programs::Program;
use anyhow::Result;
use declaration::Call;
use std::hint::black_box;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// The most calls of a slice.
const MOST_CALLS: u64 = 1 << 24;
/// Bytes by which the places of data may differ within a page.
const PAGE: u64 = 4096;

/// Picoseconds a call of the fastest slice. Where several threads do the work, a slice ends with the last of them.
pub(super) fn fastest(program: Program, slice: Duration, slices: u64, round: u64) -> Result<u64> {
    // Stays where it is, in front of what the work makes: otherwise its data would lie at the same place in its page in every round.
    Vec::<u8>::with_capacity((round * 272 % PAGE) as usize).leak();
    if program.threads <= 1 {
        let mut call = program.verified()?;
        return Ok(measure(slice, slices, |calls| repeat(&mut call, calls)));
    }
    let threads = program.threads as usize;
    let (calls, barrier) = (AtomicU64::new(0), Barrier::new(threads + 1));
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    let call = program.verified();
                    let mut failed = None;
                    let mut call: Call = match call {
                        Ok(call) => call,
                        Err(error) => {
                            failed = Some(error);
                            Box::new(|| 0)
                        }
                    };
                    loop {
                        barrier.wait();
                        match calls.load(Relaxed) {
                            0 => return failed.map_or(Ok(()), Err),
                            calls => repeat(&mut call, calls),
                        }
                        barrier.wait();
                    }
                })
            })
            .collect();
        let fastest = measure(slice, slices, |count| {
            calls.store(count, Relaxed);
            barrier.wait();
            barrier.wait();
        });
        calls.store(0, Relaxed);
        barrier.wait();
        for worker in workers {
            worker.join().map_err(|_| anyhow::anyhow!("a thread panicked"))??;
        }
        Ok(fastest)
    })
}

/// Does the work so often, in as many threads as it has.
pub(super) fn called(program: Program, calls: u64) -> Result<()> {
    if program.threads <= 1 {
        repeat(&mut program.verified()?, calls);
        return Ok(());
    }
    std::thread::scope(|scope| {
        let work = || -> Result<()> {
            repeat(&mut program.verified()?, calls);
            Ok(())
        };
        let workers: Vec<_> = (0..program.threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker.join().map_err(|_| anyhow::anyhow!("a thread panicked"))??;
        }
        Ok(())
    })
}

/// Finds how many calls a slice has, and takes slices.
fn measure(slice: Duration, slices: u64, mut run: impl FnMut(u64)) -> u64 {
    let mut time = |calls| {
        let begun = Instant::now();
        run(calls);
        begun.elapsed()
    };
    let mut calls = 1;
    let per_slice = loop {
        let took = time(calls);
        if took >= slice / 2 || calls >= MOST_CALLS {
            let share = slice.as_secs_f64() / took.as_secs_f64().max(1e-9);
            break ((calls as f64 * share) as u64).clamp(1, MOST_CALLS);
        }
        calls *= 2;
    };
    let fastest = (0..slices.max(1)).map(|_| time(per_slice)).min().unwrap_or_default();
    (fastest.as_secs_f64() * 1e12 / per_slice as f64).round() as u64
}

#[inline(never)]
fn repeat(call: &mut Call, calls: u64) {
    for _ in 0..calls {
        black_box(call());
    }
}
