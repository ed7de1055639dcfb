//! Where calls are entered: each counted thread has a ledger of its own, and they are added up when the threads end.
//!
//! Sums can be added up late. The peak can't: it is the most that was live at one moment on all threads together, so what is live
//! must be known to all at every call. While a measurement has one thread, that thread knows it alone; the first
//! [`spawn`](crate::spawn) moves it to one atomic, which every counted thread changes at every call, for the rest of the
//! measurement. That atomic is the only one in the way of threads that allocate at the same time.

use std::cell::Cell;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicI64, AtomicU8, AtomicU64, AtomicUsize};

thread_local! {
    /// Const-initialised and without a destructor, so reading it never allocates, and it is there until the thread has ended.
    static OWN: OwnLedger = const { OwnLedger::new() };
}

/// The mode of this thread.
#[inline]
pub(crate) fn mode() -> Mode {
    OWN.try_with(|own| own.mode.get()).unwrap_or(Mode::Off)
}

/// Enters a call in this thread's ledger.
#[inline]
pub(crate) fn enter(call: impl FnOnce(&OwnLedger)) {
    OWN.with(call);
}

/// Calls `enter` with the ledger of the whole process, when that is what is measured.
#[inline]
pub(crate) fn if_process(enter: impl FnOnce(&Process)) {
    if Open::is_process() {
        enter(&PROCESS);
    }
}

/// Calls `tell` when calls are traced; with whether this thread is one of those that would be counted.
#[inline]
pub(crate) fn if_traced(tell: impl FnOnce(bool)) {
    if Open::is_traced() {
        tell(mode() != Mode::Off);
    }
}

/// A `Layout` is at most `isize::MAX` bytes, so the conversion keeps every size.
#[inline]
fn signed(size: usize) -> i64 {
    size as i64
}

/// Which kind of measurement is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Open {
    /// One of the threads that are counted.
    Threads = 1,
    /// One of the whole process.
    Process = 2,
    /// Nothing is counted: the lines that ask are looked for, on all threads.
    Traced = 3,
}

/// Written twice a measurement, read at every call: while no measurement is open (0), this is all that the allocator looks at.
///
/// Relaxed is enough: whatever makes a thread work for a measurement orders that work after the store.
static OPEN: AtomicU8 = AtomicU8::new(0);

impl Open {
    #[inline]
    pub(crate) fn is_any() -> bool {
        OPEN.load(Relaxed) != 0
    }

    #[inline]
    fn is_process() -> bool {
        OPEN.load(Relaxed) == Self::Process as u8
    }

    #[inline]
    fn is_traced() -> bool {
        OPEN.load(Relaxed) == Self::Traced as u8
    }
}

/// Whether a thread belongs to a measurement, and where its calls are entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It does not.
    Off,
    /// To one of the whole process, which has a ledger of its own, or to a trace, which has none.
    Process,
    /// It is the only thread of its measurement: all in its own ledger.
    Alone,
    /// To one that has started a thread: what is live in the atomic of them all, everything else in its own ledger.
    Together,
}

/// The ledger of one counted thread. What is live is `net` less `gone`, so that a call changes no more than it has to.
pub(crate) struct OwnLedger {
    mode: Cell<Mode>,
    allocations: Cell<u64>,
    deallocations: Cell<u64>,
    reallocations: Cell<u64>,
    /// Bytes asked for: sizes of allocations and growth of reallocations.
    net: Cell<u64>,
    /// Of those, bytes freed, given back by reallocations, or never had because the call failed.
    gone: Cell<u64>,
    /// The part of the new sizes of reallocations that the block had already.
    kept: Cell<u64>,
    /// The most that was live while this thread was alone.
    peak: Cell<i64>,
}

/// Wraps, as `stats_alloc` does: an allocator must not panic, and calls that fail can ask for any number of bytes.
#[inline]
fn add(sum: &Cell<u64>, more: usize) {
    sum.set(sum.get().wrapping_add(more as u64));
}

impl OwnLedger {
    const fn new() -> Self {
        Self {
            mode: Cell::new(Mode::Off),
            allocations: Cell::new(0),
            deallocations: Cell::new(0),
            reallocations: Cell::new(0),
            net: Cell::new(0),
            gone: Cell::new(0),
            kept: Cell::new(0),
            peak: Cell::new(0),
        }
    }

    // The mode is the one that the caller found, so that each caller's code has what its mode needs and nothing else.

    /// Enters a call that made a block, or failed to.
    #[inline]
    pub(crate) fn made(&self, mode: Mode, block: *mut u8, size: usize) {
        add(&self.allocations, 1);
        self.asked(mode, block, size);
    }

    /// Enters a call that resized a block, or failed to.
    #[inline]
    pub(crate) fn resized(&self, mode: Mode, block: *mut u8, old: usize, new: usize) {
        add(&self.reallocations, 1);
        if !block.is_null() {
            add(&self.kept, old.min(new));
        }
        if new >= old {
            self.asked(mode, block, new - old);
        } else if !block.is_null() {
            self.gave_back(mode, old - new);
        }
    }

    /// Enters a call that frees a block.
    #[inline]
    pub(crate) fn freed(&self, mode: Mode, size: usize) {
        add(&self.deallocations, 1);
        self.gave_back(mode, size);
    }

    #[inline]
    fn asked(&self, mode: Mode, block: *mut u8, bytes: usize) {
        add(&self.net, bytes);
        if block.is_null() {
            add(&self.gone, bytes);
        } else if mode == Mode::Together {
            COUNTED.live.change(signed(bytes));
        } else if self.live() > self.peak.get() {
            self.peak.set(self.live());
        }
    }

    #[inline]
    fn gave_back(&self, mode: Mode, bytes: usize) {
        add(&self.gone, bytes);
        if mode == Mode::Together {
            COUNTED.live.change(-signed(bytes));
        }
    }

    /// Below zero where more was freed than was made: blocks from before the measurement, or of another thread.
    #[inline]
    fn live(&self) -> i64 {
        self.net.get().wrapping_sub(self.gone.get()) as i64
    }

    /// Moves what is live to the atomic of all counted threads, where this thread continues.
    fn share(&self) {
        COUNTED.live.set(self.live(), self.peak.take());
        self.mode.set(Mode::Together);
    }

    /// Adds what this thread did to what all counted threads did, and ends its counting.
    fn close(&self) {
        self.mode.set(Mode::Off);
        COUNTED.allocations.fetch_add(self.allocations.take(), Relaxed);
        COUNTED.deallocations.fetch_add(self.deallocations.take(), Relaxed);
        COUNTED.reallocations.fetch_add(self.reallocations.take(), Relaxed);
        COUNTED.net.fetch_add(self.net.take(), Relaxed);
        COUNTED.gone.fetch_add(self.gone.take(), Relaxed);
        COUNTED.kept.fetch_add(self.kept.take(), Relaxed);
        COUNTED.live.peak.fetch_max(self.peak.take(), Relaxed);
    }
}

/// What is live on several threads together, and the most that was.
///
/// Both in one cache line of their own: a thread that changed the first has the second at hand.
#[repr(align(128))]
struct Live {
    now: AtomicI64,
    peak: AtomicI64,
}

impl Live {
    const fn new() -> Self {
        Self { now: AtomicI64::new(0), peak: AtomicI64::new(0) }
    }

    #[inline]
    fn change(&self, change: i64) {
        let now = self.now.fetch_add(change, Relaxed) + change;
        if now > self.peak.load(Relaxed) {
            self.peak.fetch_max(now, Relaxed);
        }
    }

    fn set(&self, now: i64, peak: i64) {
        self.now.store(now, Relaxed);
        self.peak.store(peak, Relaxed);
    }
}

/// What the counted threads of the open measurement did. Relaxed is enough: starting and ending a thread orders its changes.
struct Counted {
    live: Live,
    allocations: AtomicU64,
    deallocations: AtomicU64,
    reallocations: AtomicU64,
    net: AtomicU64,
    gone: AtomicU64,
    kept: AtomicU64,
    /// Threads started through `spawn` whose closure has not returned.
    children: AtomicUsize,
}

static COUNTED: Counted = Counted {
    live: Live::new(),
    allocations: AtomicU64::new(0),
    deallocations: AtomicU64::new(0),
    reallocations: AtomicU64::new(0),
    net: AtomicU64::new(0),
    gone: AtomicU64::new(0),
    kept: AtomicU64::new(0),
    children: AtomicUsize::new(0),
};

/// What `stats_alloc` lacks for the whole process. Apart from [`COUNTED`], so that a thread that was late in one measurement
/// changes nothing in a later one of another kind.
pub(crate) struct Process {
    live: Live,
    kept: AtomicU64,
}

static PROCESS: Process = Process { live: Live::new(), kept: AtomicU64::new(0) };

impl Process {
    pub(crate) fn made(&self, block: *mut u8, size: usize) {
        if !block.is_null() {
            self.live.change(signed(size));
        }
    }

    pub(crate) fn resized(&self, block: *mut u8, old: usize, new: usize) {
        if !block.is_null() {
            self.kept.fetch_add(old.min(new) as u64, Relaxed);
            self.live.change(signed(new) - signed(old));
        }
    }

    pub(crate) fn freed(&self, size: usize) {
        self.live.change(-signed(size));
    }
}

/// Counting on this thread, until dropped, also when the work panics.
struct Counting;

impl Counting {
    fn start(mode: Mode) -> Self {
        OWN.with(|own| own.mode.set(mode));
        Self
    }
}

impl Drop for Counting {
    fn drop(&mut self) {
        OWN.with(OwnLedger::close);
    }
}

/// An open measurement, until dropped, also when the work panics.
pub(crate) struct Measurement {
    _counting: Counting,
}

/// What the counted threads did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entered {
    pub(crate) allocations: u64,
    pub(crate) deallocations: u64,
    pub(crate) reallocations: u64,
    pub(crate) net: u64,
    pub(crate) rest: Rest,
}

/// What `stats_alloc` lacks, whichever ledger it was entered in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rest {
    pub(crate) kept: u64,
    pub(crate) live: i64,
    pub(crate) peak: i64,
}

impl Measurement {
    /// Opens a measurement. The caller sees to it that there is one at a time.
    pub(crate) fn open(open: Open) -> Self {
        let sums = [
            &COUNTED.allocations,
            &COUNTED.deallocations,
            &COUNTED.reallocations,
            &COUNTED.net,
            &COUNTED.gone,
            &COUNTED.kept,
            &PROCESS.kept,
        ];
        for sum in sums {
            sum.store(0, Relaxed);
        }
        COUNTED.live.set(0, 0);
        PROCESS.live.set(0, 0);
        let counting = Counting::start(if open == Open::Threads { Mode::Alone } else { Mode::Process });
        OPEN.store(open as u8, Relaxed);
        Self { _counting: counting }
    }
}

/// What the counted threads did in the measurement that was closed last.
pub(crate) fn of_threads() -> Entered {
    let (net, gone) = (COUNTED.net.load(Relaxed), COUNTED.gone.load(Relaxed));
    Entered {
        allocations: COUNTED.allocations.load(Relaxed),
        deallocations: COUNTED.deallocations.load(Relaxed),
        reallocations: COUNTED.reallocations.load(Relaxed),
        net,
        rest: Rest {
            kept: COUNTED.kept.load(Relaxed),
            live: net.wrapping_sub(gone) as i64,
            peak: COUNTED.live.peak.load(Relaxed),
        },
    }
}

/// What the whole process did in the measurement that was closed last, but for what `stats_alloc` has.
pub(crate) fn of_process() -> Rest {
    Rest {
        kept: PROCESS.kept.load(Relaxed),
        live: PROCESS.live.now.load(Relaxed),
        peak: PROCESS.live.peak.load(Relaxed),
    }
}

impl Drop for Measurement {
    fn drop(&mut self) {
        OPEN.store(0, Relaxed);
    }
}

/// The parts of a measurement, for a program that measures this crate: `count` would ask for the allocator as the program's own.
/// Nobody sees what is counted.
pub mod parts {
    use super::{Counting, Measurement, Mode, OPEN, Open};
    use std::sync::atomic::Ordering::Relaxed;

    /// An open measurement, until dropped. One at a time.
    #[derive(Debug)]
    pub struct Opened(());

    impl Opened {
        /// Opens it. No thread is counted yet.
        pub fn now() -> Self {
            drop(Measurement::open(Open::Threads));
            OPEN.store(Open::Threads as u8, Relaxed);
            Self(())
        }
    }

    impl Drop for Opened {
        fn drop(&mut self) {
            OPEN.store(0, Relaxed);
        }
    }

    /// This thread is counted, until dropped.
    pub struct CountedThread {
        _counting: Counting,
    }

    impl CountedThread {
        /// As the only one of its measurement.
        pub fn alone() -> Self {
            Self { _counting: Counting::start(Mode::Alone) }
        }

        /// As one of several.
        pub fn together() -> Self {
            Self { _counting: Counting::start(Mode::Together) }
        }
    }

    impl std::fmt::Debug for CountedThread {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("CountedThread")
        }
    }
}

/// Threads started through `spawn` whose closure has not returned.
pub(crate) fn children() -> usize {
    COUNTED.children.load(Acquire)
}

/// A thread to be, and its mode. Entered from the moment the parent asks for it, so that a measurement cannot end before the thread
/// has begun.
pub(crate) struct Child {
    mode: Mode,
}

impl Child {
    pub(crate) fn of_this_thread() -> Self {
        let mode = OWN.with(|own| {
            if own.mode.get() == Mode::Alone {
                own.share();
            }
            own.mode.get()
        });
        if mode != Mode::Off {
            COUNTED.children.fetch_add(1, Relaxed);
        }
        Self { mode }
    }

    pub(crate) fn run<T>(self, f: impl FnOnce() -> T) -> T {
        let _counting = (self.mode != Mode::Off).then(|| Counting::start(self.mode));
        f()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if self.mode != Mode::Off {
            COUNTED.children.fetch_sub(1, Release);
        }
    }
}
