//! Two bursts of work, in one thread or in several, with a look at the process between their steps.

use crate::{kernel, malloc};
use record::memory::{INSTANTS, MallocState, Requests, Seen};
use std::sync::{Barrier, OnceLock};
use std::time::Duration;

/// What a burst is.
#[derive(Clone, Copy, Debug)]
pub struct Burst<M, R> {
    /// Payload of a burst in bytes, over all threads.
    pub bytes: usize,
    /// How many threads do it, each its part. 1: the main thread, and no other is started. The threads stay until the end.
    pub threads: usize,
    /// Makes the data of so many bytes.
    pub make: M,
    /// Drops it, but for what it returns, which stays until the end.
    pub release: R,
}

/// A step between two instants.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Nothing,
    Make,
    Drop,
    Wait,
    Trim,
}

/// What is done before each of the instants. The second burst finds what the first has left, so nothing is trimmed before the end.
const STEPS: [Step; INSTANTS.len()] =
    [Step::Nothing, Step::Make, Step::Drop, Step::Wait, Step::Make, Step::Drop, Step::Trim];

/// What is seen at an instant. No text in it: an owned one would be a block.
type Raw = Option<(kernel::Resident, Option<MallocState>, Option<Requests>)>;

/// Says what the process has asked for since it began. Set in a program that counts.
pub(crate) static REQUESTS: OnceLock<fn() -> Requests> = OnceLock::new();

/// Makes two bursts, and says what is held before, at the peak, after the drop, after a time of doing nothing, at the second peak, after the second drop, and
/// when malloc was asked to trim.
///
/// # Errors
///
/// When the kernel does not say what is resident.
pub fn bursts<T, K, M, R>(burst: &Burst<M, R>, wait: Duration) -> std::io::Result<Vec<Seen>>
where
    M: Fn(usize) -> T + Sync,
    R: Fn(T) -> K + Sync,
{
    let mut raw: [Raw; STEPS.len()] = [None; STEPS.len()];
    // Said here already, before anything is measured.
    kernel::resident()?;
    if burst.threads <= 1 {
        let mut worker = Worker::new(burst, burst.bytes);
        for (step, raw) in STEPS.into_iter().zip(&mut raw) {
            worker.step(step);
            process_step(step, wait);
            *raw = look();
        }
    } else {
        let barrier = Barrier::new(burst.threads + 1);
        let part = burst.bytes / burst.threads;
        std::thread::scope(|scope| {
            for _ in 0..burst.threads {
                scope.spawn(|| {
                    let mut worker = Worker::new(burst, part);
                    for step in STEPS {
                        barrier.wait();
                        worker.step(step);
                        barrier.wait();
                    }
                    // What is kept goes when all have been seen.
                    barrier.wait();
                });
            }
            for (step, raw) in STEPS.into_iter().zip(&mut raw) {
                barrier.wait();
                barrier.wait();
                process_step(step, wait);
                *raw = look();
            }
            barrier.wait();
        });
    }
    let seen = INSTANTS.iter().zip(raw).map(|(instant, raw)| {
        let (resident, malloc, requests) =
            raw.ok_or_else(|| std::io::Error::other("the kernel stopped saying what is resident"))?;
        Ok(Seen {
            instant: (*instant).to_owned(),
            resident_kib: resident.kib,
            huge_kib: resident.huge_kib,
            malloc,
            requests,
        })
    });
    seen.collect()
}

/// A thread's part of the bursts.
struct Worker<'b, T, K, M, R> {
    burst: &'b Burst<M, R>,
    bytes: usize,
    data: Option<T>,
    kept: [Option<K>; 2],
}

impl<'b, T, K, M: Fn(usize) -> T, R: Fn(T) -> K> Worker<'b, T, K, M, R> {
    fn new(burst: &'b Burst<M, R>, bytes: usize) -> Self {
        Self { burst, bytes, data: None, kept: [None, None] }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Make => self.data = Some((self.burst.make)(self.bytes)),
            Step::Drop => {
                let kept = self.data.take().map(&self.burst.release);
                let place = usize::from(self.kept[0].is_some());
                self.kept[place] = kept;
            }
            Step::Nothing | Step::Wait | Step::Trim => {}
        }
    }
}

/// What the process does in a step, and not each thread.
fn process_step(step: Step, wait: Duration) {
    match step {
        Step::Wait => std::thread::sleep(wait),
        Step::Trim => _ = malloc::trim(),
        Step::Nothing | Step::Make | Step::Drop => {}
    }
}

/// The other threads wait meanwhile, so that what a thread frees when it ends is in no figure.
fn look() -> Raw {
    let requests = REQUESTS.get().map(|requests| requests());
    let malloc = malloc::state();
    Some((kernel::resident().ok()?, malloc, requests))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_a_burst_holds_is_seen_at_its_peak_in_one_thread_and_in_several() {
        for threads in [1, 3] {
            let burst = Burst { bytes: 96 << 20, threads, make: |bytes| vec![1_u8; bytes], release: drop };
            let seen = bursts(&burst, Duration::ZERO).unwrap();
            let at = |instant: &str| seen.iter().find(|seen| seen.instant == instant).unwrap().resident_kib;
            assert_eq!(seen.iter().map(|seen| &*seen.instant).collect::<Vec<_>>(), INSTANTS);
            for (peak, dropped) in [("peak", "dropped"), ("second_peak", "trimmed")] {
                assert!(at(peak) > at("start") + 90 * 1024, "{threads}: {seen:?}");
                assert!(at(dropped) < at(peak) - 60 * 1024, "{threads}: {seen:?}");
            }
        }
    }
}
