//! Measurements: one at a time, each checked for what would make its figures wrong.

#[cfg(doc)]
use crate::CountingAllocator;
use crate::counts::WHAT_TO_DO;
use crate::ledger::{Child, Entered, Measurement, Mode, Open, children, mode, of_process, of_threads};
use crate::trace::{Recording, Trace};
use crate::{Counts, Elsewhere, around};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region};
use std::fmt;
use std::hint::black_box;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, JoinHandle, Scope, ScopedJoinHandle};
use std::time::Duration;

/// Runs `f` once and counts what it asks of the allocator, on this thread and on those started inside it through [`spawn`] or
/// [`spawn_scoped`].
///
/// What other threads ask meanwhile is in [`Counts::elsewhere`], whether `f` made them do it or not. Under a test runner, threads
/// of the runner and of other tests are there now and then; where the work can be repeated, [`count_undisturbed`] is the better
/// function for a test.
///
/// The value is returned, not dropped: what it owns is in `end_bytes`. Measurements wait for each other; the wait is not counted.
/// Work that waits for an uncounted thread which itself calls `count` would therefore wait for ever.
///
/// ```standalone_crate
/// use count_allocations::{Counts, CountingAllocator, count};
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator;
///
/// # fn main() {
/// let (text, counts) = count(|| String::from("hello"));
/// assert_eq!(text, "hello");
/// assert_eq!((counts.allocations, counts.end_bytes), (1, 5));
/// // A closure that can run only once, in a program whose other threads may allocate meanwhile:
/// let ((), counts) = count(|| drop(text));
/// assert_eq!(counts.ignoring_elsewhere(), Counts { deallocations: 1, end_bytes: -5, ..Counts::NONE });
/// # }
/// ```
///
/// # Panics
///
/// When the program's global allocator is not a [`CountingAllocator`]; when called inside another measurement, on the same thread
/// or on one started through [`spawn`]; when a thread started through [`spawn`] outlives `f`, and from then on until that thread
/// has ended.
pub fn count<T>(f: impl FnOnce() -> T) -> (T, Counts) {
    take_turn(Open::Threads, require_installed, f)
}

/// Counts as [`count`] does, in a program whose global allocator is another one: only calls that `f` makes on a
/// [`CountingAllocator`] directly. For programs that measure what counting costs.
#[doc(hidden)]
pub fn count_direct_calls<T>(f: impl FnOnce() -> T) -> (T, Counts) {
    take_turn(Open::Threads, || (), f)
}

/// Counts as [`count`] does, again and again until no other thread asked the allocator for anything meanwhile.
///
/// The figures are then those of all the work, because nothing ran elsewhere: work on threads that are not counted is never taken
/// for no work. A test runner's threads only make the work run more often than once, so `f` has to do the same on every call.
///
/// ```standalone_crate
/// use count_allocations::{Counts, CountingAllocator, count_undisturbed};
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator;
///
/// # fn main() {
/// let (sum, counts) = count_undisturbed(|| vec![1_u64, 2, 3].iter().sum::<u64>());
/// assert_eq!(sum, 6);
/// assert_eq!(counts, Counts::once(24));
/// # }
/// ```
///
/// # Panics
///
/// As [`count`] does, and when other threads asked the allocator for something in every one of 30 runs: the message says which
/// threads are counted and what to do.
pub fn count_undisturbed<T>(f: impl FnMut() -> T) -> (T, Counts) {
    undisturbed(f, |_| ()).unwrap_or_else(|disturbed| panic!("{disturbed}"))
}

const RUNS: u64 = 30;

/// The work was disturbed in every run.
pub(crate) struct Disturbed {
    last: Elsewhere,
}

impl fmt::Display for Disturbed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the work was never undisturbed in {RUNS} runs; in the last one, {}\n{WHAT_TO_DO}", self.last)
    }
}

/// As [`count_undisturbed`], without its panic when other threads asked for something in every run.
///
/// `look` gets what the counted threads asked in each run, disturbed or not: others do not change that.
pub(crate) fn undisturbed<T>(mut f: impl FnMut() -> T, mut look: impl FnMut(Counts)) -> Result<(T, Counts), Disturbed> {
    let mut last = Elsewhere::NONE;
    for run in 0..RUNS {
        // Nothing before the second run, then longer and longer, less than half a second in all.
        thread::sleep(Duration::from_millis(run.saturating_sub(1)));
        let (value, counts) = count(&mut f);
        look(counts.ignoring_elsewhere());
        if counts.elsewhere.is_none() {
            return Ok((value, counts));
        }
        last = counts.elsewhere;
    }
    Err(Disturbed { last })
}

/// Runs `f` once and counts what the whole process asks of the allocator meanwhile: every thread, however it was started.
///
/// This is the function for work on the threads of rayon, tokio or another pool. It counts everybody else's work, too, so
/// exact figures need a program that does nothing else meanwhile: not a test among others, whose runner has threads of its own,
/// but a program with its own `main`, such as a test with `harness = false`. [`Counts::elsewhere`] is always nothing.
///
/// ```standalone_crate
/// use count_allocations::{CountingAllocator, count_process};
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator;
///
/// fn main() {
///     let (lengths, counts) = count_process(|| {
///         let thread = std::thread::spawn(|| vec![0_u8; 1000].len());
///         thread.join().expect("the thread does not panic")
///     });
///     assert_eq!(lengths, 1000);
///     assert!(counts.requested_bytes > 1000, "the vector, and what it takes to start a thread");
/// }
/// ```
///
/// # Panics
///
/// As [`count`] does.
pub fn count_process<T>(f: impl FnOnce() -> T) -> (T, Counts) {
    take_turn(Open::Process, require_installed, f)
}

fn take_turn<T>(open: Open, check: impl FnOnce(), f: impl FnOnce() -> T) -> (T, Counts) {
    let _turn = turn();
    check();
    measure(open, f)
}

/// Runs `f` once while every call is told to the trace, on every thread. Names are looked up before the next measurement may begin:
/// that takes the lock for which another trace would wait.
pub(crate) fn take_turn_to_trace<T>(f: impl FnOnce() -> T) -> (T, Trace) {
    let _turn = turn();
    require_installed();
    let recording = Recording::begin();
    let (value, _) = measure(Open::Traced, f);
    (value, recording.end())
}

/// Waits until no other measurement is open; none begins until this is dropped.
fn turn() -> MutexGuard<'static, ()> {
    assert!(
        mode() == Mode::Off,
        "count() inside count(): the inner figures would be part of the outer ones; count the two parts one after the other"
    );
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    // A measurement that panicked left nothing half done: the next one resets everything.
    let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(
        children(),
        0,
        "a thread started by count_allocations::spawn in an earlier measurement is still running and would be counted in this \
         one; join it inside its own measurement"
    );
    turn
}

fn require_installed() {
    static INSTALLED: OnceLock<bool> = OnceLock::new();
    let is_installed =
        *INSTALLED.get_or_init(|| measure(Open::Threads, || drop(black_box(Box::new(0_u8)))).1.allocations == 1);
    assert!(
        is_installed,
        "the global allocator of this program is not the counting one, so every count would be zero; declare it in the test, bench \
         or example: #[global_allocator] static ALLOCATOR: count_allocations::CountingAllocator = \
         count_allocations::CountingAllocator; around an allocator of your own, it is count_allocations::CountingAround(YOURS)"
    );
}

fn measure<T>(open: Open, f: impl FnOnce() -> T) -> (T, Counts) {
    let (uncounted, around) = (Region::new(&INSTRUMENTED_SYSTEM), around::uncounted());
    let measurement = Measurement::open(open);
    let value = f();
    drop(measurement);
    let uncounted = around::uncounted().since(&around).and(&uncounted.change());
    assert_eq!(
        children(),
        0,
        "a thread started by count_allocations::spawn outlives the counted closure; join it inside"
    );
    let (entered, elsewhere) = match open {
        // Nobody has a ledger of their own, so what was not entered there is everything.
        Open::Process | Open::Traced => {
            let entered = Entered {
                allocations: uncounted.allocations,
                deallocations: uncounted.deallocations,
                reallocations: uncounted.reallocations,
                net: uncounted.net,
                rest: of_process(),
            };
            (entered, Elsewhere::NONE)
        }
        Open::Threads => {
            let elsewhere = Elsewhere {
                allocations: uncounted.allocations,
                reallocations: uncounted.reallocations,
                net_bytes: uncounted.net,
            };
            (of_threads(), elsewhere)
        }
    };
    let counts = Counts {
        allocations: entered.allocations,
        deallocations: entered.deallocations,
        reallocations: entered.reallocations,
        requested_bytes: entered.net.wrapping_add(entered.rest.kept),
        net_bytes: entered.net,
        peak_bytes: u64::try_from(entered.rest.peak).unwrap_or(0),
        end_bytes: entered.rest.live,
        elsewhere,
    };
    (value, counts)
}

/// Starts a thread that is counted while `f` runs, when the calling thread is counted; otherwise as [`std::thread::spawn`].
///
/// Join it inside the measured closure. What the standard library allocates to start the thread is counted on the calling
/// thread; what it frees on the new thread before and after `f` is not counted, so the peak and the bytes at the end are too high
/// by those blocks.
///
/// ```standalone_crate
/// use count_allocations::{CountingAllocator, count, spawn};
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator;
///
/// # fn main() {
/// let start_and_join = |bytes: usize| {
///     let work = move || vec![0_u8; bytes].len();
///     count(|| spawn(work).join().expect("the thread does not panic")).1
/// };
/// let (small, large) = (start_and_join(1), start_and_join(1001));
/// assert_eq!(large.requested_bytes - small.requested_bytes, 1000);
/// # }
/// ```
pub fn spawn<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let child = Child::of_this_thread();
    thread::spawn(move || child.run(f))
}

/// As [`spawn`], for a scoped thread.
pub fn spawn_scoped<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    f: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    let child = Child::of_this_thread();
    scope.spawn(move || child.run(f))
}
