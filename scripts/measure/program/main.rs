//! One round of the cases of one experiment: how long does a call take?
//!
//! The first argument is the experiment, the second how long a slice is in microseconds, the third how many slices a case gets, the
//! fourth the number of the round. The ids of the cases come by standard input, one a line. Prints a line an id: picoseconds a call of
//! the case's fastest slice, or `!` and why there are none.
//!
//! The round is what the order of the slices and the places of the cases' data in the heap are derived from: the system begins the heap
//! at the beginning of a page, so without that the data of a case would lie at the same place in its page in every round.

mod experiments;

use declaration::{Call, Case, Experiment};
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

/// Slices that a case gets however long they take.
const FEWEST: u32 = 2;
/// The most calls of a slice.
const MOST_CALLS: u64 = 1 << 24;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |index: usize| arguments.get(index).and_then(|text| text.parse().ok());
    let experiment = arguments.get(1).and_then(|name| experiments::named(name));
    let (Some(experiment), Some(slice_us), Some(slices), Some(round)) = (experiment, number(2), number(3), number(4)) else {
        panic!("arguments: an experiment, microseconds of a slice, slices, the round");
    };
    let mut random = Random(round);
    let ids = std::io::read_to_string(std::io::stdin()).expect("the ids of the cases");
    let slice = Duration::from_micros(slice_us);
    let mut all: Vec<Result<Sampled, String>> = Vec::new();
    for id in ids.lines() {
        // Stays where it is, in front of what the case makes.
        std::mem::forget(Vec::<u8>::with_capacity(random.below(PAGE) as usize));
        all.push(Sampled::prepare(experiment, id, slice));
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    let budget = slice * u32::try_from(slices).expect("slices");
    for _ in 0..slices {
        // Shuffled, so that no case always follows the same one.
        for last in (1..order.len()).rev() {
            order.swap(last, random.below(last as u64 + 1) as usize);
        }
        for &index in &order {
            let one = &mut all[index];
            if let Ok(sampled) = one
                && (sampled.slices < FEWEST || sampled.used < budget)
                && let Err(error) = caught(|| sampled.slice())
            {
                *one = Err(error);
            }
        }
    }
    for one in all {
        match one {
            Ok(sampled) => println!("{:.0}", sampled.fastest * 1000.0),
            Err(error) => println!("!{}", error.replace('\n', " ")),
        }
    }
}

/// Bytes by which the places of data may differ within a page.
const PAGE: u64 = 4096;

/// Steele and others' SplitMix64: the same numbers from the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
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
