//! Two threads that do the same work at the same time, without starting a thread in the timed part.
//!
//! Starting a thread costs more than the work, so the second thread is started once and kept. Both wait for each other by
//! spinning: waking a sleeping thread would cost more than the work, too. The cost of handing over is the same in every variant
//! and part of every figure, which moves ratios a little towards 1.

use std::hint::spin_loop;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::thread::{self, JoinHandle};

/// The second thread, and what it is told.
#[derive(Debug)]
pub struct TwoThreads {
    work: fn() -> u64,
    shared: Arc<Shared>,
    second: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    /// The call that the second thread is to work on, from 1; [`END`] when there is none any more.
    asked: AtomicU64,
    /// The last call it has finished.
    finished: AtomicU64,
    answer: AtomicU64,
}

const END: u64 = u64::MAX;

impl TwoThreads {
    /// Starts the second thread.
    pub fn new(work: fn() -> u64) -> Self {
        let shared = Arc::<Shared>::default(); // heap: 1
        let second = thread::spawn({
            // heap: 1, may
            let shared = Arc::clone(&shared);
            move || {
                for call in 1.. {
                    wait_until(|| matches!(shared.asked.load(Acquire), asked if asked >= call));
                    if shared.asked.load(Acquire) == END {
                        break;
                    }
                    shared.answer.store(work(), Relaxed); // heap: unknown
                    shared.finished.store(call, Release);
                }
            }
        });
        Self { work, shared, second: Some(second) }
    }

    /// Does the work on both threads at once and adds their answers.
    pub fn call(&mut self) -> u64 {
        let call = self.shared.finished.load(Relaxed) + 1;
        self.shared.asked.store(call, Release);
        let own = (self.work)(); // heap: unknown
        wait_until(|| self.shared.finished.load(Acquire) == call);
        own + self.shared.answer.load(Relaxed)
    }
}

impl Drop for TwoThreads {
    fn drop(&mut self) {
        self.shared.asked.store(END, Release);
        if let Some(second) = self.second.take() {
            // A panic of the second thread has been printed, and the calls that missed it are still waiting: nothing to add.
            let _ = second.join();
        }
    }
}

/// Spins, and gives the processor away when the other thread seems not to have one.
fn wait_until(is_done: impl Fn() -> bool) {
    for attempt in 0_u32.. {
        if is_done() {
            return;
        }
        if attempt < 10_000 {
            spin_loop();
        } else {
            thread::yield_now();
        }
    }
}
