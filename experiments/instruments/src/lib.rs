//! What does a measuring instrument add to what it measures, and what does it miss?
//!
//! This crate is the measuring library of the workbook and the first chapter, which measures the library itself.
//!
//! - [`Gate`] and [`count`]: exact counts of one thread, in a process whose other threads allocate too.
//! - [`Experiment`] and [`Variant`]: the declaration of a chapter; tests, benches, heap profiles, records and tables read it.
//! - [`allocation_tests!`], [`heap_tests!`], [`benches!`], [`heap_profile!`]: a chapter's binaries, one line each.
//!
//! The chapter's own declaration is [`chapter::EXPERIMENT`].

mod experiment;
mod gate;

pub mod allocations;
pub mod bench;
pub mod build;
pub mod chapter;
pub mod counting;
pub mod heap;
pub mod profile;
mod table;
pub mod witness;

pub use build::Profile;
pub use experiment::{Axis, Case, Experiment, Prepared, Variant};
pub use gate::{Gate, count, spawn, spawn_scoped};
pub use record::{Exact, Finding, Value};

#[doc(hidden)]
pub use dhat;

/// The whole of a chapter's `tests/allocations.rs`: exact counts through the [`Gate`], a test a case.
///
/// The target needs `harness = false`.
#[macro_export]
macro_rules! allocation_tests {
    ($experiment:path) => {
        #[global_allocator]
        static ALLOCATOR: $crate::Gate = $crate::Gate;

        fn main() -> ::std::process::ExitCode {
            $crate::allocations::run(&$experiment, env!("CARGO_MANIFEST_DIR"))
        }
    };
}

/// The whole of a chapter's `tests/heap.rs`: dhat's counts against the declaration, a test a case.
///
/// The target needs `harness = false`.
#[macro_export]
macro_rules! heap_tests {
    ($experiment:path) => {
        #[global_allocator]
        static ALLOCATOR: $crate::dhat::Alloc = $crate::dhat::Alloc;

        fn main() -> ::std::process::ExitCode {
            $crate::heap::run(&$experiment)
        }
    };
}

/// The whole of a chapter's `benches/time.rs`: criterion, a benchmark a case, under the plain system allocator.
///
/// The target needs `harness = false`.
#[macro_export]
macro_rules! benches {
    ($experiment:path) => {
        fn main() -> ::std::process::ExitCode {
            $crate::bench::run(&$experiment)
        }
    };
}

/// The whole of a chapter's `examples/profile.rs`: heap profiles by dhat, a file a case.
#[macro_export]
macro_rules! heap_profile {
    ($experiment:path) => {
        #[global_allocator]
        static ALLOCATOR: $crate::dhat::Alloc = $crate::dhat::Alloc;

        fn main() -> ::std::process::ExitCode {
            $crate::profile::run(&$experiment)
        }
    };
}

/// Prints the findings of a chapter as JSON, for `examples/findings.rs`.
///
/// A finding is a fact that is neither a count nor a time of a case: an exit status, a rate over many runs, a list of sizes.
///
/// # Panics
///
/// When standard output is closed.
pub fn print_findings(findings: &[Finding]) {
    println!("{}", serde_json::to_string_pretty(findings).expect("findings are plain data"));
}
