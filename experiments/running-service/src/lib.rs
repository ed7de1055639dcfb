//! Which line of a running service keeps its memory?
//!
//! The library is what the service does with a request. The binaries put it behind HTTP: `registry-service` under a profiling allocator,
//! with debug endpoints; `registry-service-unprofiled` without. The global allocator is theirs, never the library's.

pub mod service;
pub mod untrimmed;
pub mod trimmed;
pub mod heartbeat;
pub mod lookup;
pub mod old_url;
pub mod query;
pub mod registry;
pub mod requests;

use instruments::{Axis, Exact, Experiment, Variant};

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Which line of a running service keeps its memory?",
    baseline: "lookups_untrimmed",
    axis: Some(Axis { quantity: "requests", unit: "requests", sizes: &[1, 100] }),
    variants: &[
        Variant::prepared("lookups_untrimmed", "lookups, every client remembered", requests::lookups_untrimmed)
            .answers(|_| 0),
        Variant::prepared("lookups_trimmed", "lookups, the latest clients remembered", requests::lookups_trimmed)
            .answers(|_| 0),
        Variant::prepared("heartbeats_untrimmed", "heartbeats, every client remembered", requests::heartbeats_untrimmed)
            .answers(|_| 0),
        Variant::prepared("heartbeats_trimmed", "heartbeats, the latest clients remembered", requests::heartbeats_trimmed)
            .answers(|_| 0),
        Variant::prepared("old_urls_untrimmed", "old URLs, every client remembered", requests::old_urls_untrimmed)
            .answers(|_| 0),
        Variant::prepared("old_urls_trimmed", "old URLs, the latest clients remembered", requests::old_urls_trimmed)
            .answers(|_| 0),
    ],
};
