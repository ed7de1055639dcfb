//! One round of the cases of one experiment: how long does a call take?
//!
//! The first argument is the experiment, the second how long a slice is in microseconds, the third how many slices a case gets. The
//! ids of the cases come by standard input, one a line, so that the arguments, which share the stack with the program, are as long
//! in every process. Prints a line an id: picoseconds a call of the case's fastest slice, or `!` and why there are none.

mod experiments;

use declaration::{Call, Case, Experiment};
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Slices that a case gets however long they take.
const FEWEST: u32 = 3;
/// The most calls of a slice.
const MOST_CALLS: u64 = 1 << 24;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |index: usize| arguments.get(index).and_then(|text| text.parse().ok());
    let experiment = arguments.get(1).and_then(|name| experiments::named(name));
    let (Some(experiment), Some(slice_us), Some(slices)) = (experiment, number(2), number(3)) else {
        panic!("arguments: an experiment, microseconds of a slice, slices");
    };
    let ids = std::io::read_to_string(std::io::stdin()).expect("the ids of the cases");
    let slice = Duration::from_micros(slice_us);
    let mut all: Vec<Result<Sampled, String>> = ids.lines().map(|id| Sampled::prepare(experiment, id, slice)).collect();
    let budget = slice * u32::try_from(slices).expect("slices");
    for turn in 0..slices {
        let mut turn_of = |one: &mut Result<Sampled, String>| {
            if let Ok(sampled) = one
                && (sampled.slices < FEWEST || sampled.used < budget)
                && let Err(error) = caught(|| sampled.slice())
            {
                *one = Err(error);
            }
        };
        // Backwards every other time, so that no case always follows the same one.
        if turn % 2 == 0 { all.iter_mut().for_each(&mut turn_of) } else { all.iter_mut().rev().for_each(&mut turn_of) }
    }
    for one in all {
        match one {
            Ok(sampled) => println!("{:.0}", sampled.fastest * 1000.0),
            Err(error) => println!("!{}", error.replace('\n', " ")),
        }
    }
}

/// A case and its fastest slice so far.
struct Sampled {
    call: Call,
    calls: u64,
    /// Nanoseconds a call.
    fastest: f64,
    slices: u32,
    used: Duration,
}

impl Sampled {
    /// Verifies the answer, and finds how many calls a slice has.
    fn prepare(experiment: &'static Experiment, id: &str, slice: Duration) -> Result<Self, String> {
        let case = experiment.cases().into_iter().find(|case| case.id() == id).ok_or("no such case")?;
        let call = caught(|| verified(&case))??;
        let mut sampled = Self { call, calls: 1, fastest: f64::INFINITY, slices: 0, used: Duration::ZERO };
        caught(|| {
            loop {
                let took = sampled.time();
                if took >= slice / 2 || sampled.calls >= MOST_CALLS {
                    let share = slice.as_secs_f64() / took.as_secs_f64().max(1e-9);
                    sampled.calls = ((sampled.calls as f64 * share) as u64).clamp(1, MOST_CALLS);
                    return sampled;
                }
                sampled.calls *= 2;
            }
        })
    }

    /// One call that is not timed, because what ran before has taken the caches; and the slice.
    fn slice(&mut self) {
        black_box((self.call)());
        let took = self.time();
        self.fastest = self.fastest.min(took.as_secs_f64() * 1e9 / self.calls as f64);
        self.slices += 1;
        self.used += took;
    }

    #[inline(never)]
    fn time(&mut self) -> Duration {
        let begun = Instant::now();
        for _ in 0..self.calls {
            black_box((self.call)());
        }
        begun.elapsed()
    }
}

fn verified(case: &Case) -> Result<Call, String> {
    let mut call = case.work().into_call();
    case.verify(call())?;
    Ok(call)
}

fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref().copied());
        format!("it panicked: {}", text.unwrap_or("without a message"))
    })
}
