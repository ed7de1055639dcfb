//! How many blocks, and how many bytes, does a piece of code ask of the allocator?
//!
//! [`count_undisturbed`] and [`count`] run a closure and answer exactly: calls, bytes, peak, and what is still live at the end.
//! They count the calling thread and the threads that it starts through [`spawn`], so tests can run in parallel. They are never
//! silent about work that they can't see: what other threads ask of the allocator meanwhile is shown as [`Counts::elsewhere`] and
//! makes an exact expectation fail. [`count_process`] counts all threads.
//!
//! ```standalone_crate
//! use count_allocations::{Counts, CountingAllocator, count_undisturbed};
//!
//! // In the program that measures: a file below `tests`, `benches` or `examples`.
//! #[global_allocator]
//! static ALLOCATOR: CountingAllocator = CountingAllocator;
//!
//! # fn main() {
//! let numbers = [1_u64, 2, 3];
//! let (sum, counts) = count_undisturbed(|| numbers.iter().sum::<u64>());
//! assert_eq!((sum, counts), (6, Counts::NONE));
//!
//! let (doubled, counts) = count_undisturbed(|| numbers.map(|number| number * 2).to_vec());
//! assert_eq!(doubled, [2, 4, 6]);
//! assert_eq!(counts, Counts { deallocations: 0, end_bytes: 24, ..Counts::once(24) });
//! # }
//! ```
//!
//! # Which function
//!
//! | the work | function | in a test among others |
//! |---|---|---|
//! | can be repeated | [`count_undisturbed`] | exact; fails when part of the work ran elsewhere |
//! | can run only once | [`count`] | exact; [`Counts::elsewhere`] may have the runner's or another test's allocations |
//! | uses rayon, tokio or other threads | [`count_process`] | exact only in a program that does nothing else meanwhile |
//! | is to be looked at | [`trace()`] | the lines that ask, on all threads |
//!
//! [`assert_allocations`] is [`count_undisturbed`] with an expectation, and names the lines that ask when it fails.
//!
//! # What is counted
//!
//! Calls to the global allocator, by the thread that measures and by threads started through [`spawn`] or [`spawn_scoped`] while
//! their closure runs. Bytes are those asked for.
//!
//! Not counted: blocks that other threads free (the deallocations then look short); what the standard library asks of
//! [`System`](std::alloc::System) directly (one of the blocks of [`std::thread::spawn`], in rustc 1.95); memory that does not come
//! from the global allocator (stacks, `mmap`, C libraries); what an allocator adds to the size asked for.
//!
//! A call that fails is a call, and its bytes were asked for; peak and bytes at the end know only blocks that were made.
//!
//! Where two counted threads allocate at once, the peak depends on how they interleave; it is exact only when the work itself puts
//! them in an order.
//!
//! # Why other threads can't be told apart
//!
//! A test runner's main thread allocates whenever a test begins or ends, and the other tests allocate whenever they like. To the
//! allocator, these threads and the workers of a pool that was made before look the same: both were there before the measurement,
//! and neither was started by it. So [`count`] shows what they asked for without a verdict, and [`count_undisturbed`] uses the one
//! difference that there is: work that runs elsewhere does so on every call, a runner's thread doesn't.
//!
//! # How it counts, and what that costs
//!
//! While no measurement is open, a call looks at one static flag and goes to the system allocator. While one is open, a counted
//! thread enters the call in a ledger of its own, by the rules of [`stats_alloc`]; every other thread goes through `stats_alloc`
//! itself, which counts the process. `stats_alloc` alone would not do: it keeps neither the peak nor the full sizes of reallocations,
//! and its atomics take longer than the cheapest calls to the system allocator.
//!
//! Counted threads that allocate at the same time get in each other's way at one place, what is live on all of them together. An
//! exact peak needs it: a thread that kept its part to itself for a while would hide from the others what they must add theirs to.
//! A measurement that starts no thread has none of this.
//!
//! `cargo bench --bench cost` of this crate prints what all this costs on your machine.

mod allocator;
mod around;
mod assert;
mod counts;
mod ledger;
mod measure;
#[cfg(test)]
mod not_installed;
mod trace;

pub use allocator::CountingAllocator;
pub use around::CountingAround;
pub use assert::{Expectation, assert_allocations};
pub use counts::{Counts, Elsewhere};
#[doc(hidden)]
pub use ledger::parts;
#[doc(hidden)]
pub use measure::count_direct_calls;
pub use measure::{count, count_process, count_undisturbed, spawn, spawn_scoped};
pub use trace::{Trace, trace};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
