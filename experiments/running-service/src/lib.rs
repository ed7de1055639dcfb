//! Which line of a running service keeps its memory?
//!
//! The library is what the service does with a request. The binaries put it behind HTTP: `registry-service` under a profiling allocator,
//! with debug endpoints; `registry-service-unprofiled` without. The global allocator is theirs, never the library's.

pub mod message;
pub mod service;
pub mod untrimmed;
pub mod trimmed;
pub mod heartbeat;
pub mod lookup;
pub mod old_url;
pub mod query;
pub mod registry;
pub mod requests;

use declaration::{Axis, Exact, Experiment};

declaration::variants![
    requests::LOOKUPS_UNTRIMMED,
    requests::LOOKUPS_TRIMMED,
    requests::HEARTBEATS_UNTRIMMED,
    requests::HEARTBEATS_TRIMMED,
    requests::OLD_URLS_UNTRIMMED,
    requests::OLD_URLS_TRIMMED,
];

/// What a lookup asks for, beside the line that is remembered, all of it freed with the answer.
///
/// The query: for two names and two values the decoded bytes and a string, and the map's table. The list of what was found. The JSON,
/// from 128 bytes by two reallocations to 512.
pub const LOOKUP: Exact = Exact {
    allocations: 2 * 2 * 2 + 1 + 1 + 1,
    deallocations: 11,
    reallocations: 2,
    requested_bytes: 1242,
    net_bytes: 858,
    peak_bytes: 838,
    end_bytes: 0,
};

/// What a heartbeat asks for: three strings, two labels of two strings each, the node of their map, and the JSON that is answered.
///
/// What the registry takes into its maps it gives back of the heartbeat before.
pub const HEARTBEAT: Exact = Exact {
    allocations: 3 + 2 * 2 + 1 + 1,
    deallocations: 9,
    reallocations: 0,
    requested_bytes: 711,
    net_bytes: 711,
    peak_bytes: 583,
    end_bytes: 0,
};

/// What an old URL asks for: a query of three names and three values, its table, the new URL with two reallocations, and the little HTML.
pub const OLD_URL: Exact = Exact {
    allocations: 3 * 2 * 2 + 1 + 1 + 1,
    deallocations: 15,
    reallocations: 2,
    requested_bytes: 447,
    net_bytes: 408,
    peak_bytes: 370,
    end_bytes: 0,
};

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Which line of a running service keeps its memory?",
    baseline: "lookups_untrimmed",
    axis: Some(Axis { quantity: "requests", unit: "requests", sizes: &[1, 100, 400] }),
    variants: VARIANTS,
};
