//! Is an answer to an exercise right, and what does it ask of the allocator?
//!
//! The tests of an exercise are a function of a [`Grading`]. The same function serves every purpose: a program of the exercise is told by
//! its first argument whether to compare answers, to count, to take the time, or to run one piece of work under a heap profiler, and
//! prints an [`Event`] a line. What the answers and the counts are worth is decided by whoever reads them: this crate knows no budget.
//!
//! ```
//! use grading::Grading;
//!
//! fn shout(text: &str) -> String {
//!     text.to_uppercase()
//! }
//!
//! pub fn grade(grading: &mut Grading) {
//!     grading.right("a word", || shout("word"), "WORD".to_owned());
//!     grading.right_on_random("words", Grading::text, |text| shout(text), |text| text.to_uppercase());
//!     grading.counted("a word", || "word".to_owned(), |word| shout(&word));
//! }
//! ```

mod event;
mod inputs;

pub use event::{Counted, Event, MARK};
pub use fastrand::Rng;

use count_allocations::count;
use std::any::Any;
use std::cell::RefCell;
use std::fmt::Debug;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How many random inputs an answer is compared on.
pub const RANDOM_INPUTS: u32 = 200;

/// How long the work of one label is repeated for its time.
const TIMED_FOR: Duration = Duration::from_millis(30);

/// What the program does with the tests.
enum Purpose {
    /// Compares answers; random inputs follow from the seed.
    Compare(u64),
    /// Counts the work of every label, once.
    Count,
    /// Takes the time of the work of every label.
    Time,
    /// Runs the work of one label under a profiler that this starts.
    Profile(String, fn() -> Box<dyn Any>),
}

/// The tests of an exercise in the course of being run.
pub struct Grading {
    purpose: Purpose,
    is_wrong: bool,
}

impl Grading {
    /// The answer must be this one.
    pub fn right<T: Debug + PartialEq>(&mut self, what: &str, answer: impl FnOnce() -> T, wanted: T) {
        if !matches!(self.purpose, Purpose::Compare(_)) || self.is_wrong {
            return;
        }
        began(what);
        let why = match caught(answer) {
            Ok(got) if got == wanted => None,
            Ok(got) => Some(format!("your answer is {}, and {} is right", shown(&got), shown(&wanted))),
            Err(panic) => Some(format!("your code panicked: {panic}")),
        };
        self.judged(what, why);
    }

    /// On random inputs, the answer must be that of the slow and simple way to do it. `input` makes an input of about a size; the sizes
    /// grow, so the first input that fails is a small one.
    pub fn right_on_random<I: Debug, T: Debug + PartialEq>(
        &mut self,
        what: &str,
        input: impl Fn(&mut Rng, usize) -> I,
        answer: impl Fn(&I) -> T,
        slow: impl Fn(&I) -> T,
    ) {
        let Purpose::Compare(seed) = self.purpose else { return };
        if self.is_wrong {
            return;
        }
        let mut random = Rng::with_seed(seed);
        began(what);
        for turn in 0..RANDOM_INPUTS {
            let input = input(&mut random, turn as usize / 4);
            let wanted = slow(&input);
            let why = match caught(|| answer(&input)) {
                Ok(got) if got == wanted => continue,
                Ok(got) => {
                    let (got, wanted) = (shown(&got), shown(&wanted));
                    format!("for {}, your answer is {got}, and {wanted} is right", shown(&input))
                }
                Err(panic) => format!("for {}, your code panicked: {panic}", shown(&input)),
            };
            self.judged(what, Some(why));
            return;
        }
        self.judged(what, None);
    }

    /// Work to be counted: `make` gives it what it works on, uncounted. What it returns is dropped afterwards, uncounted too.
    pub fn counted<I, T>(&mut self, what: &str, make: impl Fn() -> I, work: impl Fn(I) -> T) {
        match &self.purpose {
            Purpose::Compare(_) => {}
            Purpose::Count => {
                began(what);
                match caught(|| counts(&make, &work)) {
                    Ok(counts) => Event::Counted { what: what.to_owned(), counts }.print(),
                    Err(panic) => {
                        Event::Wrong { what: what.to_owned(), why: format!("your code panicked: {panic}") }.print()
                    }
                }
            }
            Purpose::Time => {
                began(what);
                if let Ok(ns) = caught(|| time(&make, &work)) {
                    Event::Took { what: what.to_owned(), ns }.print();
                }
            }
            Purpose::Profile(label, start) if label == what => {
                let input = make();
                let profiler = start();
                let answer = black_box(work(black_box(input)));
                drop(profiler);
                drop(answer);
            }
            Purpose::Profile(..) => {}
        }
    }

    fn judged(&mut self, what: &str, why: Option<String>) {
        self.is_wrong = why.is_some();
        let what = what.to_owned();
        match why {
            None => Event::Right { what }.print(),
            Some(why) => Event::Wrong { what, why }.print(),
        }
    }
}

/// Each label is counted once, the first time that it runs, so that what a program keeps for later is paid for, and shows as kept.
fn counts<I, T>(make: &impl Fn() -> I, work: &impl Fn(I) -> T) -> Counted {
    let (input, made) = count(make);
    let (answer, counts) = count(|| black_box(work(black_box(input))));
    let ((), dropped) = count(|| drop(answer));
    Counted {
        allocations: counts.allocations,
        reallocations: counts.reallocations,
        requested_bytes: counts.requested_bytes,
        peak_bytes: counts.peak_bytes,
        kept_bytes: made.end_bytes + counts.end_bytes + dropped.end_bytes,
        is_elsewhere: [made, counts, dropped].iter().any(|counts| !counts.elsewhere.is_none()),
    }
}

/// The fastest call, in nanoseconds. It is shown and never graded.
fn time<I, T>(make: &impl Fn() -> I, work: &impl Fn(I) -> T) -> u64 {
    let (began, mut fastest) = (Instant::now(), Duration::MAX);
    while began.elapsed() < TIMED_FOR {
        let input = black_box(make());
        let start = Instant::now();
        let answer = black_box(work(input));
        fastest = fastest.min(start.elapsed());
        drop(answer);
    }
    u64::try_from(fastest.as_nanos()).unwrap_or(u64::MAX)
}

/// The program of an exercise: does with the tests what the first argument says.
pub fn main(grade: impl FnOnce(&mut Grading)) -> ExitCode {
    told(&std::env::args().skip(1).collect::<Vec<_>>(), grade)
}

/// As [`main`], with these arguments.
pub fn told(arguments: &[String], grade: impl FnOnce(&mut Grading)) -> ExitCode {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let purpose = match words[..] {
        ["compare", seed] => Purpose::Compare(seed.parse().unwrap_or(0)),
        ["count"] => Purpose::Count,
        ["time"] => Purpose::Time,
        // By hand, or under `cargo test`.
        _ => {
            eprintln!(
                "This program compares answers and counts; `cargo workbook exercise` runs it and says what they are worth."
            );
            Purpose::Compare(0)
        }
    };
    run(purpose, grade)
}

/// The program of an exercise under a heap profiler: runs the work of the label that is its first argument. `start` starts a profiler,
/// which writes its file when it is dropped.
pub fn profile(grade: impl FnOnce(&mut Grading), start: fn() -> Box<dyn Any>) -> ExitCode {
    let label = std::env::args().nth(1).unwrap_or_default();
    run(Purpose::Profile(label, start), grade)
}

fn run(purpose: Purpose, grade: impl FnOnce(&mut Grading)) -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!(" ({}:{})", place.file(), place.line()));
        PLACE.with_borrow_mut(|last| *last = place.unwrap_or_default());
    }));
    let mut grading = Grading { purpose, is_wrong: false };
    grade(&mut grading);
    if grading.is_wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

thread_local! {
    /// Where the last panic was.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What the code gives, or what it said when it panicked.
fn caught<T>(code: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(code)).map_err(|payload| {
        let said = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let said = said.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
        said + &PLACE.take()
    })
}

/// Says what begins, so that the reader of the events knows where a program hung. It is printed before anything is counted: the first
/// line makes the buffer of standard output, which no exercise has to pay for.
fn began(what: &str) {
    Event::Began { what: what.to_owned() }.print();
}

/// A value as a message shows it: not whole when it is long.
fn shown(value: &impl Debug) -> String {
    const LONGEST: usize = 300;
    let text = format!("{value:?}");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} ... ({} more characters)", &text[..end], text[end..].chars().count()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_cut_at_a_character() {
        assert_eq!(shown(&"é".repeat(10)).chars().count(), 12);
        let long = shown(&"é".repeat(1000));
        assert!(long.ends_with("... (702 more characters)"), "{long}");
    }

    #[test]
    fn a_panic_is_a_message() {
        assert_eq!(caught(|| 1), Ok(1));
        let message = caught(|| -> u8 { panic!("no {}", 2) }).expect_err("it panicked");
        assert!(message.starts_with("no 2"), "{message}");
    }
}
