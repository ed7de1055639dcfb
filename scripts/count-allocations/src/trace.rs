//! Which lines ask for memory? Every call is told here while a trace is open.

mod stack;

use crate::measure::take_turn_to_trace;
use stack::Frame;
use std::backtrace::Backtrace;
use std::cell::Cell;
use std::fmt;
use std::hint::black_box;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Runs `f` once and finds the lines that ask for memory, on all threads. It counts nothing, and takes a stack for each call, so it is
/// for looking only; [`assert_allocations`](crate::assert_allocations) does it by itself when it fails.
///
/// The program needs debug information with lines (`debug = "line-tables-only"` at least; the profiles `dev` and `test` have more).
/// Of the counted threads, and of all others together, the first 64 calls have their stack.
///
/// Each call first calls the function `count_allocations_asked`, which does nothing: a breakpoint on that name stops a debugger
/// where memory is asked for, in gdb `break count_allocations_asked`, `run`, `backtrace`.
///
/// ```standalone_crate
/// use count_allocations::{CountingAllocator, trace};
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator;
///
/// # fn main() {
/// let (greeting, trace) = trace(|| format!("hello, {}", 7));
/// assert_eq!(greeting, "hello, 7");
/// println!("{trace}");
/// # assert!(trace.to_string().contains("1 allocation"), "{trace}");
/// # }
/// ```
///
/// # Panics
///
/// As [`count`](crate::count) does.
pub fn trace<T>(f: impl FnOnce() -> T) -> (T, Trace) {
    take_turn_to_trace(f)
}

/// The lines that asked for memory, as [`trace`] found them; to be printed.
///
/// The innermost line of each stack is first. Functions of the standard library and of this crate are left out.
#[derive(Clone, Debug)]
pub struct Trace {
    counted: Calls,
    elsewhere: Calls,
}

/// What one kind of thread asked.
#[derive(Clone, Debug, Default)]
struct Calls {
    places: Vec<Place>,
    /// Those without a place as well.
    total: u64,
}

/// Calls of one kind through one stack.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    call: Call,
    /// The innermost first; none where the stack could not be taken.
    frames: Option<Vec<Frame>>,
    calls: u64,
    bytes: u64,
}

/// How often each kind of thread asked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    counted: u64,
    elsewhere: u64,
}

/// What was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    Allocation,
    Reallocation,
}

impl Calls {
    fn add(&mut self, asked: Asked) {
        let Asked { call, bytes, stack, .. } = asked;
        let frames = stack.map(|stack| stack::own_frames(&stack.to_string()));
        match self.places.iter_mut().find(|place| place.call == call && place.frames == frames) {
            Some(place) => {
                place.calls += 1;
                place.bytes += bytes as u64;
            }
            None => self.places.push(Place { call, frames, calls: 1, bytes: bytes as u64 }),
        }
    }
}

impl Trace {
    fn of(asked: Vec<Asked>, totals: Totals) -> Self {
        let mut trace = Self { counted: Calls::default(), elsewhere: Calls::default() };
        (trace.counted.total, trace.elsewhere.total) = (totals.counted, totals.elsewhere);
        for asked in asked {
            if asked.is_counted { &mut trace.counted } else { &mut trace.elsewhere }.add(asked);
        }
        trace
    }

    /// Whether nothing was asked for, by any thread.
    pub fn is_empty(&self) -> bool {
        self.counted.total == 0 && self.elsewhere.total == 0
    }

    /// Without what threads asked that are not counted.
    #[must_use]
    pub fn ignoring_elsewhere(self) -> Self {
        Self { elsewhere: Calls::default(), ..self }
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return writeln!(f, "  nothing was asked for");
        }
        self.counted.fmt(f)?;
        if self.elsewhere.total > 0 {
            writeln!(f, "on threads that are not counted:")?;
            self.elsewhere.fmt(f)?;
        }
        let places = self.counted.places.iter().chain(&self.elsewhere.places);
        let mut frames = places.filter_map(|place| place.frames.as_ref()).flatten().peekable();
        if frames.peek().is_some() && frames.all(|frame| frame.place.is_none()) {
            writeln!(f, "no lines: build with `debug = \"line-tables-only\"` in the profile")?;
        }
        Ok(())
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in &self.places {
            place.fmt(f)?;
        }
        let shown: u64 = self.places.iter().map(|place| place.calls).sum();
        if shown < self.total {
            writeln!(f, "  and {} more calls, without their stacks", self.total - shown)?;
        }
        Ok(())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { call, frames, calls, bytes } = self;
        let s = |number: u64| if number == 1 { "" } else { "s" };
        match call {
            Call::Allocation => writeln!(f, "  {calls} allocation{}, {bytes} byte{}", s(*calls), s(*bytes))?,
            Call::Reallocation => writeln!(f, "  {calls} reallocation{}, to {bytes} byte{}", s(*calls), s(*bytes))?,
        }
        let Some(frames) = frames else {
            return writeln!(f, "    no stack, because a backtrace was being taken meanwhile");
        };
        if frames.is_empty() {
            return writeln!(f, "    no function outside of the standard library is known");
        }
        // A long way through a library: where it begins and where it ends.
        let skipped = frames.len().saturating_sub(MOST_FRAMES);
        for (index, frame) in frames.iter().enumerate() {
            if skipped > 0 && index == INNERMOST {
                writeln!(f, "    ... {skipped} more ...")?;
            } else if index < INNERMOST || index >= INNERMOST + skipped {
                writeln!(f, "    {frame}")?;
            }
        }
        Ok(())
    }
}

/// Of the functions of a stack, so many are shown, and so many of them are the innermost.
const MOST_FRAMES: usize = 8;
const INNERMOST: usize = 3;

/// One call of the allocator.
pub(crate) struct Asked {
    call: Call,
    is_counted: bool,
    bytes: usize,
    /// None where it could not be taken.
    stack: Option<Backtrace>,
}

/// Of the counted threads, and of the others, so many calls have their stack.
const MOST: u64 = 64;

struct Kept {
    asked: Vec<Asked>,
    totals: Totals,
}

static KEPT: Mutex<Kept> = Mutex::new(Kept { asked: Vec::new(), totals: Totals { counted: 0, elsewhere: 0 } });

thread_local! {
    /// Whether this thread is looking, so that what looking itself asks for is not told.
    static LOOKING: Cell<bool> = const { Cell::new(false) };
}

/// Tells of a call. Called by the allocator.
#[cold]
#[inline(never)]
pub(crate) fn asked(call: Call, is_counted: bool, bytes: usize) {
    if LOOKING.try_with(|looking| looking.replace(true)).unwrap_or(true) {
        return;
    }
    count_allocations_asked(bytes);
    let is_wanted = {
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let total = if is_counted { &mut kept.totals.counted } else { &mut kept.totals.elsewhere };
        *total += 1;
        *total <= MOST
    };
    if is_wanted {
        let stack = backtraces_are_free().then(Backtrace::force_capture);
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        kept.asked.push(Asked { call, is_counted, bytes, stack });
    }
    LOOKING.with(|looking| looking.set(false));
}

/// Does nothing. While a trace is open it is called at every call that asks for memory, so that a debugger can stop there.
#[allow(unsafe_code, reason = "a name for a debugger; no other function of a program has it")]
#[allow(unreachable_pub, reason = "the name is for the linker")]
#[unsafe(no_mangle)]
#[inline(never)]
pub extern "C" fn count_allocations_asked(bytes: usize) {
    black_box(bytes);
}

// The standard library has one lock around all its backtraces, and allocates while it holds it. Work that takes a backtrace of its own,
// such as an error that keeps one, would come here with the lock held, and wait for itself. So another thread takes a backtrace first.

static WANTED: AtomicU64 = AtomicU64::new(0);
static DONE: AtomicU64 = AtomicU64::new(0);
/// Whether the other thread was not done in time when it was asked last.
static IS_STUCK: AtomicBool = AtomicBool::new(false);
static IS_OVER: AtomicBool = AtomicBool::new(false);

/// More than the other thread needs on a busy machine, also when a third one is printing the backtrace of a panic.
const PATIENCE: Duration = Duration::from_secs(5);

/// What it needs once it has the lock for which it waits.
const STUCK_PATIENCE: Duration = Duration::from_millis(50);

/// Whether this thread can take a backtrace without waiting for itself.
fn backtraces_are_free() -> bool {
    let number = WANTED.fetch_add(1, Release) + 1;
    let until = Instant::now() + if IS_STUCK.load(Relaxed) { STUCK_PATIENCE } else { PATIENCE };
    while DONE.load(Acquire) < number {
        if Instant::now() > until {
            IS_STUCK.store(true, Relaxed);
            return false;
        }
        thread::yield_now();
    }
    IS_STUCK.store(false, Relaxed);
    true
}

/// An open trace; ends when it is dropped, also when the work panics.
pub(crate) struct Recording {
    other: Option<JoinHandle<()>>,
}

impl Recording {
    /// The caller sees to it that there is one at a time.
    pub(crate) fn begin() -> Self {
        IS_OVER.store(false, Relaxed);
        let other = thread::spawn(|| {
            LOOKING.with(|looking| looking.set(true));
            while !IS_OVER.load(Acquire) {
                let wanted = WANTED.load(Acquire);
                if DONE.load(Relaxed) < wanted {
                    drop(black_box(Backtrace::force_capture()));
                    DONE.store(wanted, Release);
                } else {
                    thread::sleep(Duration::from_micros(100));
                }
            }
        });
        *KEPT.lock().unwrap_or_else(PoisonError::into_inner) = Kept { asked: Vec::new(), totals: Totals::default() };
        Self { other: Some(other) }
    }

    pub(crate) fn end(self) -> Trace {
        drop(self);
        let (asked, totals) = {
            let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
            (std::mem::take(&mut kept.asked), kept.totals)
        };
        Trace::of(asked, totals)
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        IS_OVER.store(true, Release);
        if let Some(other) = self.other.take() {
            let _ = other.join();
        }
        IS_STUCK.store(false, Relaxed);
        DONE.store(WANTED.load(Relaxed), Relaxed);
    }
}
