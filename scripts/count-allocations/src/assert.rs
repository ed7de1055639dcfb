//! An expectation that says, when it fails, which lines asked for memory.

use crate::{Counts, measure, trace};
use std::fmt;
use std::ops::{RangeInclusive, RangeToInclusive};

/// Runs `f` until no other thread asks for memory meanwhile, as [`count_undisturbed`](crate::count_undisturbed) does, and requires
/// what you expect: a number of allocations and reallocations together, a range of them (`..=3`, `2..=3`), or whole [`Counts`].
///
/// When it fails, the work is run once more to find the lines that ask for memory, and they are in the message: see
/// [`trace`](crate::trace()), which also says how to stop a debugger there.
///
/// ```standalone_crate
/// use count_allocations::{Counts, CountingAllocator, assert_allocations};
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator = CountingAllocator;
///
/// # fn main() {
/// let numbers = [1_u64, 2, 3];
/// assert_eq!(assert_allocations(0, || numbers.iter().sum::<u64>()), 6);
/// assert_allocations(..=2, || numbers.iter().filter(|number| **number > 1).count());
/// assert_allocations(Counts::once(24), || numbers.to_vec().len());
/// # }
/// ```
///
/// # Panics
///
/// When what was counted is not what is expected, in any run, when other threads asked for memory in every run, and as
/// [`count`](crate::count) does.
#[track_caller]
pub fn assert_allocations<T>(expected: impl Expectation, mut f: impl FnMut() -> T) -> T {
    // Whether the first run is repeated is chance, so what it asked must not be forgotten.
    let mut first_unmet = None;
    let measured = measure::undisturbed(&mut f, |counts| {
        if !expected.is_met(&counts) {
            first_unmet.get_or_insert(counts);
        }
    });
    let (complaint, is_disturbed) = match (measured, first_unmet) {
        (Ok((value, _)), None) => return value,
        (Ok(_), Some(counts)) => {
            (format!("expected {}\ncounted  {}", expected.words(), expected.counted(&counts)), false)
        }
        (Err(disturbed), _) => (disturbed.to_string(), true),
    };
    let (_, trace) = trace::trace(f);
    // The test runner's own threads are no answer, unless the question is who disturbs.
    let trace = if is_disturbed { trace } else { trace.ignoring_elsewhere() };
    if trace.is_empty() {
        panic!(
            "{complaint}\nRun once more to see where, the work asked for nothing: it does so in its first runs only, or frees \
             what it was given. To look at the first run, call count_allocations::trace before."
        );
    }
    panic!(
        "{complaint}\nRun once more to see where:\n{trace}A debugger stops at each of them by `break count_allocations_asked`."
    );
}

/// What [`assert_allocations`] can expect.
pub trait Expectation {
    /// Whether the counts are what is expected.
    fn is_met(&self, counts: &Counts) -> bool;

    /// What is expected, in words.
    fn words(&self) -> String;

    /// What was counted instead, in words.
    fn counted(&self, counts: &Counts) -> String {
        let Counts { allocations, reallocations, requested_bytes, .. } = counts;
        let s = |number: &u64| if *number == 1 { "" } else { "s" };
        format!(
            "{allocations} allocation{}, {reallocations} reallocation{}, {requested_bytes} bytes asked for",
            s(allocations),
            s(reallocations)
        )
    }
}

fn asked(counts: &Counts) -> u64 {
    counts.allocations + counts.reallocations
}

/// So many allocations and reallocations together.
impl Expectation for u64 {
    fn is_met(&self, counts: &Counts) -> bool {
        asked(counts) == *self
    }

    fn words(&self) -> String {
        match self {
            0 => "no allocation and no reallocation".to_owned(),
            1 => "1 allocation or reallocation".to_owned(),
            _ => format!("{self} allocations and reallocations"),
        }
    }
}

impl Expectation for RangeInclusive<u64> {
    fn is_met(&self, counts: &Counts) -> bool {
        self.contains(&asked(counts))
    }

    fn words(&self) -> String {
        format!("{} to {} allocations and reallocations", self.start(), self.end())
    }
}

impl Expectation for RangeToInclusive<u64> {
    fn is_met(&self, counts: &Counts) -> bool {
        self.contains(&asked(counts))
    }

    fn words(&self) -> String {
        format!("at most {} allocations and reallocations", self.end)
    }
}

/// Every figure.
impl Expectation for Counts {
    fn is_met(&self, counts: &Counts) -> bool {
        self == counts
    }

    fn words(&self) -> String {
        Figures(self).to_string()
    }

    fn counted(&self, counts: &Counts) -> String {
        Figures(counts).to_string()
    }
}

struct Figures<'a>(&'a Counts);

impl fmt::Display for Figures<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            allocations, deallocations, reallocations, requested_bytes, net_bytes, peak_bytes, end_bytes, ..
        } = self.0;
        write!(
            f,
            "allocations {allocations}, deallocations {deallocations}, reallocations {reallocations}, requested_bytes \
             {requested_bytes}, net_bytes {net_bytes}, peak_bytes {peak_bytes}, end_bytes {end_bytes}"
        )
    }
}
