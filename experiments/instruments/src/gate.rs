//! How is one thread's allocation counted, exactly, in a process whose other threads allocate too?
//!
//! `stats_alloc` counts the whole process. A test runner has threads of its own, and their allocations land in the counters
//! of whichever test is being measured. [`Gate`] is a global allocator that forwards to `stats_alloc` only while the
//! *calling thread* is being measured, and to [`System`] otherwise; both are the system allocator, so a block may be made
//! on one side of the gate and freed on the other.
//!
//! Counted: calls made by the measuring thread inside [`count`], and by threads started inside it through [`spawn`] or
//! [`spawn_scoped`], while their closure runs.
//!
//! Not counted: threads started by other means; blocks freed by an uncounted thread (the deallocations then look short);
//! what the standard library asks of [`System`] directly (one of the blocks of `std::thread::spawn`, in rustc 1.95);
//! memory that does not come from the global allocator (stacks, `mmap`); what an allocator adds to the size asked for.
//!
//! `stats_alloc` keeps calls and bytes; the gate keeps what it lacks, in a ledger: live and peak bytes, and the full new size of
//! reallocations. Peak is the most that was live at one moment on all counted threads together. While a measurement has one
//! thread, the ledger is thread-local, because one more contended or even uncontended locked instruction, whose result is
//! then compared, costs more than all of `stats_alloc`'s. The first [`spawn`] moves it to atomics that all counted threads
//! share, for the rest of that measurement. Where two threads allocate at once, the peak depends on how they interleave;
//! it is exact only when the work itself puts them in an order.
//!
//! `stats_alloc` counts a call before it makes it, so a call that fails is counted; live and peak bytes here know successes only.

#![allow(unsafe_code, reason = "a global allocator is an unsafe trait; every method forwards to the system allocator")]

use record::Exact;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::{black_box, cold_path};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{JoinHandle, Scope, ScopedJoinHandle};

thread_local! {
    /// Const-initialised and without a destructor, so reading it never allocates.
    static THREAD: OwnLedger = const { OwnLedger::new() };
}

/// The global allocator of every binary that counts: the system allocator, seen by `stats_alloc` while the calling thread is measured.
///
/// Declare it in the binary (test, bench or example), never in the crate under test:
/// `#[global_allocator]` beside the code under test makes the optimiser keep the counters of allocations it removed.
#[derive(Debug, Default)]
pub struct Gate;

// SAFETY: every method forwards its arguments unchanged to the system allocator, directly or through `stats_alloc`, which does the same.
unsafe impl GlobalAlloc for Gate {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !is_counting() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
            return unsafe { System.alloc(layout) };
        }
        // SAFETY: as above.
        let block = unsafe { INSTRUMENTED_SYSTEM.alloc(layout) };
        enter_made(block, layout.size());
        block
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !is_counting() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
            return unsafe { System.alloc_zeroed(layout) };
        }
        // SAFETY: as above.
        let block = unsafe { INSTRUMENTED_SYSTEM.alloc_zeroed(layout) };
        enter_made(block, layout.size());
        block
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if !is_counting() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
            return unsafe { System.dealloc(block, layout) };
        }
        enter_freed(layout.size());
        // SAFETY: as above.
        unsafe { INSTRUMENTED_SYSTEM.dealloc(block, layout) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if !is_counting() {
            // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
            return unsafe { System.realloc(block, layout, new_size) };
        }
        // SAFETY: as above.
        let block = unsafe { INSTRUMENTED_SYSTEM.realloc(block, layout, new_size) };
        enter_resized(block, layout.size(), new_size);
        block
    }
}

#[inline]
fn is_counting() -> bool {
    // A thread whose thread-locals are gone is not measured.
    let is_counting = THREAD.try_with(|thread| thread.mode.get() != Mode::Off).unwrap_or(false);
    if is_counting {
        // Keeps the code of threads that are not measured in one piece; measured: it takes half of what the gate costs them.
        cold_path();
    }
    is_counting
}

#[inline]
fn enter_made(block: *mut u8, size: usize) {
    if !block.is_null() {
        enter(signed(size), 0);
    }
}

#[inline]
fn enter_resized(block: *mut u8, old: usize, new: usize) {
    if !block.is_null() {
        enter(signed(new) - signed(old), old.min(new) as u64);
    }
}

/// Enters a change of the live bytes, and the part of a reallocation's new size that the block had already.
#[inline]
fn enter(change: i64, kept: u64) {
    THREAD.with(|thread| match thread.mode.get() {
        Mode::Shared => SHARED.enter(change, kept),
        Mode::Alone | Mode::Off => thread.enter(change, kept),
    });
}

/// Enters a freed block, which cannot raise the peak.
#[inline]
fn enter_freed(size: usize) {
    THREAD.with(|thread| match thread.mode.get() {
        Mode::Shared => {
            SHARED.live.fetch_sub(signed(size), Relaxed);
        }
        Mode::Alone | Mode::Off => thread.live.set(thread.live.get() - signed(size)),
    });
}

/// A `Layout` is at most `isize::MAX` bytes, so the conversion keeps every size.
#[inline]
fn signed(size: usize) -> i64 {
    size as i64
}

/// Whether a thread is measured, and which ledger it enters its calls in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Not measured.
    Off,
    /// The only thread of its measurement.
    Alone,
    /// In a measurement that has started a thread.
    Shared,
}

/// The ledger of a measurement with one thread.
struct OwnLedger {
    mode: Cell<Mode>,
    live: Cell<i64>,
    peak: Cell<i64>,
    kept: Cell<u64>,
}

impl OwnLedger {
    const fn new() -> Self {
        Self { mode: Cell::new(Mode::Off), live: Cell::new(0), peak: Cell::new(0), kept: Cell::new(0) }
    }

    #[inline]
    fn enter(&self, change: i64, kept: u64) {
        let live = self.live.get() + change;
        self.live.set(live);
        self.peak.set(self.peak.get().max(live));
        self.kept.set(self.kept.get() + kept);
    }

    fn reset(&self) {
        self.live.set(0);
        self.peak.set(0);
        self.kept.set(0);
    }

    /// Moves what was entered so far to the shared ledger, where this thread continues.
    fn share(&self) {
        SHARED.live.store(self.live.get(), Relaxed);
        SHARED.peak.store(self.peak.get(), Relaxed);
        SHARED.kept.store(self.kept.get(), Relaxed);
        self.mode.set(Mode::Shared);
    }
}

/// The ledger of a measurement that has started a thread. There is one measurement at a time.
struct SharedLedger {
    live: AtomicI64,
    peak: AtomicI64,
    kept: AtomicU64,
    /// Threads started through [`spawn`] whose closure has not returned.
    children: AtomicUsize,
}

// Relaxed is enough for the sums: starting and ending a child orders them before they are read.
static SHARED: SharedLedger = SharedLedger {
    live: AtomicI64::new(0),
    peak: AtomicI64::new(0),
    kept: AtomicU64::new(0),
    children: AtomicUsize::new(0),
};

impl SharedLedger {
    #[inline]
    fn enter(&self, change: i64, kept: u64) {
        let live = self.live.fetch_add(change, Relaxed) + change;
        if live > self.peak.load(Relaxed) {
            self.peak.fetch_max(live, Relaxed);
        }
        if kept != 0 {
            self.kept.fetch_add(kept, Relaxed);
        }
    }
}

/// Turns counting on for this thread, and off when dropped, also when the closure panics.
pub(crate) struct Counting;

impl Counting {
    pub(crate) fn start(mode: Mode) -> Self {
        THREAD.with(|thread| thread.mode.set(mode));
        Self
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        THREAD.with(|thread| thread.mode.set(Mode::Off));
    }
}

/// Runs `f` and counts what it asks of the allocator.
///
/// The value is returned, not dropped: what it owns is in `end_bytes`.
/// Measurements wait for each other; the wait is not counted.
///
/// # Panics
///
/// When the binary's global allocator is not a [`Gate`]; when called inside another `count`, on the same thread or on one started
/// through [`spawn`]; when a thread started through [`spawn`] outlives `f`, and from then on until that thread has ended.
pub fn count<T>(f: impl FnOnce() -> T) -> (T, Exact) {
    assert!(
        !is_counting(),
        "count() inside count(): the inner figures would be part of the outer ones; count the two parts one after the other"
    );
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    // A measurement that panicked left nothing half done: the next one resets everything.
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    assert_eq!(
        SHARED.children.load(Acquire),
        0,
        "a thread started by instruments::spawn in an earlier measurement is still running and would be counted in this one; \
         join it inside its own measurement"
    );
    static INSTALLED: OnceLock<bool> = OnceLock::new();
    let installed = *INSTALLED.get_or_init(|| measure(|| drop(black_box(Box::new(0_u8)))).1.allocations == 1);
    assert!(
        installed,
        "the global allocator of this binary is not the gate, so every count would be zero; declare it in the test, bench or example: \
         #[global_allocator] static ALLOCATOR: instruments::Gate = instruments::Gate;"
    );
    measure(f)
}

fn measure<T>(f: impl FnOnce() -> T) -> (T, Exact) {
    THREAD.with(OwnLedger::reset);
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    let counting = Counting::start(Mode::Alone);
    let value = f();
    let mode = THREAD.with(|thread| thread.mode.get());
    drop(counting);
    let stats = region.change();
    assert_eq!(
        SHARED.children.load(Acquire),
        0,
        "a thread started by instruments::spawn outlives the counted closure; join it inside"
    );
    let (live, peak, kept) = if mode == Mode::Shared {
        (SHARED.live.load(Relaxed), SHARED.peak.load(Relaxed), SHARED.kept.load(Relaxed))
    } else {
        THREAD.with(|own| (own.live.get(), own.peak.get(), own.kept.get()))
    };
    let figures = Exact {
        allocations: stats.allocations as u64,
        deallocations: stats.deallocations as u64,
        reallocations: stats.reallocations as u64,
        requested_bytes: stats.bytes_allocated as u64 + kept,
        net_bytes: stats.bytes_allocated as u64,
        peak_bytes: u64::try_from(peak).unwrap_or(0),
        end_bytes: live,
    };
    (value, figures)
}

/// Starts a thread that is counted while `f` runs, when the calling thread is being measured; otherwise as [`std::thread::spawn`].
///
/// Join it inside the measured closure. What the standard library allocates to start the thread is counted on the calling
/// thread; what it frees on the new thread before and after `f` is not counted, so the peak and the bytes at the end are too high
/// by those blocks.
pub fn spawn<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let child = Child::of_this_thread();
    std::thread::spawn(move || child.run(f))
}

/// As [`spawn`], for a scoped thread.
pub fn spawn_scoped<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    f: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    let child = Child::of_this_thread();
    scope.spawn(move || child.run(f))
}

/// A thread to be, and whether its parent is measured. Counted from the moment the parent asks for it, so that `count` cannot
/// end before the child has begun.
struct Child {
    counted: bool,
}

impl Child {
    fn of_this_thread() -> Self {
        let counted = is_counting();
        if counted {
            THREAD.with(|thread| {
                if thread.mode.get() == Mode::Alone {
                    thread.share();
                }
            });
            SHARED.children.fetch_add(1, Relaxed);
        }
        Self { counted }
    }

    fn run<T>(self, f: impl FnOnce() -> T) -> T {
        let _counting = self.counted.then(|| Counting::start(Mode::Shared));
        f()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if self.counted {
            SHARED.children.fetch_sub(1, Release);
        }
    }
}
