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
    let (value, asked, totals) = take_turn_to_trace(f);
    (value, Trace::of(asked, totals))
}

/// The lines that asked for memory, as [`trace`] found them; to be printed.
///
/// The innermost line of each stack is first. Functions of the standard library and of this crate are left out.
#[derive(Clone, Debug)]
pub struct Trace {
    counted: Vec<Place>,
    elsewhere: Vec<Place>,
    totals: Totals,
}

/// Calls of one kind through one stack.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    call: Call,
    frames: Vec<Frame>,
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

impl Trace {
    fn of(asked: Vec<Asked>, totals: Totals) -> Self {
        let mut trace = Self { counted: Vec::new(), elsewhere: Vec::new(), totals };
        for Asked { call, is_counted, bytes, stack } in asked {
            let frames = stack.map(|stack| stack::own_frames(&stack.to_string())).unwrap_or_default();
            let places = if is_counted { &mut trace.counted } else { &mut trace.elsewhere };
            match places.iter_mut().find(|place| place.call == call && place.frames == frames) {
                Some(place) => {
                    place.calls += 1;
                    place.bytes += bytes as u64;
                }
                None => places.push(Place { call, frames, calls: 1, bytes: bytes as u64 }),
            }
        }
        trace
    }

    /// Whether nothing was asked for, by any thread.
    pub fn is_empty(&self) -> bool {
        self.totals.counted == 0 && self.totals.elsewhere == 0
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return writeln!(f, "  nothing was asked for");
        }
        write_places(f, &self.counted, self.totals.counted)?;
        if self.totals.elsewhere > 0 {
            writeln!(f, "on threads that are not counted:")?;
            write_places(f, &self.elsewhere, self.totals.elsewhere)?;
        }
        let mut frames = self.counted.iter().chain(&self.elsewhere).flat_map(|place| &place.frames);
        if frames.all(|frame| frame.place.is_none()) {
            writeln!(f, "no lines: build with `debug = \"line-tables-only\"` in the profile")?;
        }
        Ok(())
    }
}

fn write_places(f: &mut fmt::Formatter<'_>, places: &[Place], total: u64) -> fmt::Result {
    for Place { call, frames, calls, bytes } in places {
        let s = |number: u64| if number == 1 { "" } else { "s" };
        match call {
            Call::Allocation => writeln!(f, "  {calls} allocation{}, {bytes} byte{}", s(*calls), s(*bytes))?,
            Call::Reallocation => writeln!(f, "  {calls} reallocation{}, to {bytes} byte{}", s(*calls), s(*bytes))?,
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
        if frames.is_empty() {
            writeln!(f, "    no function outside of the standard library is known")?;
        }
    }
    let shown: u64 = places.iter().map(|place| place.calls).sum();
    if shown < total {
        writeln!(f, "  and {} more calls, without their stacks", total - shown)?;
    }
    Ok(())
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

/// More than the other thread needs on a busy machine.
const PATIENCE: Duration = Duration::from_secs(2);

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

    pub(crate) fn end(self) -> (Vec<Asked>, Totals) {
        drop(self);
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        (std::mem::take(&mut kept.asked), kept.totals)
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
