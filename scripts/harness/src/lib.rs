//! The programs of a chapter: one that proves it, and one that times it.
//!
//! - [`chapter!`] is the whole of `tests/chapter/main.rs`: exact counts through the counting allocator, the platform's malloc, dhat, the sites
//!   of the compiled code, and the findings. What each of them says of a case is compared with the declaration.
//! - [`benches!`] is the whole of `benches/time.rs`: criterion, under the plain system allocator. No counting allocator is in a program
//!   that times.
//! - [`Findings`] is what `tests/chapter/findings.rs` fills: facts that are neither counts nor times.
//!
//! The chapter's program is also what the tools run: with one of the flags of [`record::program`] it prints figures, heap profiles or
//! findings instead of testing.

mod allocator;
mod chapter;
mod process;
pub mod bench;
pub mod build;
pub mod cargo;
pub mod compiled;
mod counting;
mod findings;
mod heap;
mod instructions;
mod profile;
mod program;
pub mod refused;
mod table;
mod witness;

pub use allocator::{Allocator, Mode};
pub use chapter::Chapter;
pub use findings::{Child, Fact, Findings, Key, Shared};
pub use process::skipped;
pub use program::run;
pub use record::Value;
pub use record::program::Need;

/// The whole of a chapter's test program `tests/chapter/main.rs`, beside `mod findings;` where the chapter has findings:
/// `harness::chapter!(slug::EXPERIMENT)`, or `harness::chapter!(slug::EXPERIMENT, findings::findings)` with a `fn(&mut Findings)`.
///
/// The target is called `chapter` and needs `harness = false`.
#[macro_export]
macro_rules! chapter {
    ($experiment:path) => {
        $crate::chapter!($experiment, |_| ());
    };
    ($experiment:path, $findings:expr) => {
        #[global_allocator]
        static ALLOCATOR: $crate::Allocator = $crate::Allocator;

        fn main() -> ::std::process::ExitCode {
            $crate::run(&$crate::Chapter {
                experiment: &$experiment,
                directory: env!("CARGO_MANIFEST_DIR"),
                findings: $findings,
            })
        }
    };
}

/// The whole of a chapter's `benches/time.rs`: criterion, a benchmark a case, under the plain system allocator.
///
/// The target is called `time` and needs `harness = false`.
#[macro_export]
macro_rules! benches {
    ($experiment:path) => {
        fn main() -> ::std::process::ExitCode {
            $crate::bench::run(&$experiment)
        }
    };
}
