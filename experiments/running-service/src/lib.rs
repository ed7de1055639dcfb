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

use instruments::{Axis, Exact, Experiment, Variant};
use requests::CLIENT;
use trimmed::KEPT;

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

/// Requests of one kind, and the lines that are remembered of them, up to `most`, until the end of the case.
fn remembered(each: Exact, requests: usize, most: usize) -> Exact {
    /// An address, a space, and the name of the client.
    const LINE: u64 = (CLIENT.address.len() + 1 + CLIENT.user_agent.len()) as u64;
    /// The map from routes to lines has one entry: four buckets of a name and a list, and a control byte for each and for a group more.
    const TABLE: u64 = 4 * (16 + 32) + 4 + 16;
    /// The header of a line: pointer, length and capacity.
    const HEADER: u64 = 24;

    let (requests, kept) = (requests as u64, requests.min(most) as u64);
    // Room for four, then twice as many at each growth.
    let growths = u64::from(kept.div_ceil(4).next_power_of_two().ilog2());
    let room = |growth: u64| HEADER * (4 << growth);
    let rooms: u64 = (0..=growths).map(room).sum();
    Exact {
        allocations: requests * (each.allocations + 1) + 2,
        deallocations: requests * (each.deallocations + 1) + 2,
        reallocations: requests * each.reallocations + growths,
        requested_bytes: requests * (each.requested_bytes + LINE) + TABLE + rooms,
        net_bytes: requests * (each.net_bytes + LINE) + TABLE + room(growths),
        // The last request finds the most remembered.
        peak_bytes: each.peak_bytes + kept * LINE + TABLE + room(growths),
        end_bytes: 0,
    }
}

/// Heartbeats of an instance that was not there: what the first one leaves, its service's name aside, the others find and replace.
fn heartbeats(requests: usize, most: usize) -> Exact {
    /// The room with which the JSON of an answer begins.
    const ANSWER: u64 = 128;
    const INSTANCE: u64 = HEARTBEAT.requested_bytes - ANSWER - "billing".len() as u64;
    let figures = remembered(HEARTBEAT, requests, most);
    let beside_the_instance = if requests == 1 { ANSWER } else { HEARTBEAT.peak_bytes };
    Exact { peak_bytes: figures.peak_bytes - HEARTBEAT.peak_bytes + INSTANCE + beside_the_instance, ..figures }
}

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Which line of a running service keeps its memory?",
    baseline: "lookups_untrimmed",
    axis: Some(Axis { quantity: "requests", unit: "requests", sizes: &[1, 100, 400] }),
    variants: &[
        Variant::prepared("lookups_untrimmed", "lookups, every client remembered", requests::lookups_untrimmed)
            .answers(|requests| requests as u64 * LOOKUP_ANSWER)
            .exact(|requests| remembered(LOOKUP, requests, usize::MAX)),
        Variant::prepared("lookups_trimmed", "lookups, the latest clients remembered", requests::lookups_trimmed)
            .answers(|requests| requests as u64 * LOOKUP_ANSWER)
            .exact(|requests| remembered(LOOKUP, requests, KEPT)),
        Variant::prepared(
            "heartbeats_untrimmed",
            "heartbeats, every client remembered",
            requests::heartbeats_untrimmed,
        )
        .at(&[1, 100])
        .answers(|requests| requests as u64 * HEARTBEAT_ANSWER)
        .exact(|requests| heartbeats(requests, usize::MAX))
        .against("heartbeats_untrimmed"),
        Variant::prepared(
            "heartbeats_trimmed",
            "heartbeats, the latest clients remembered",
            requests::heartbeats_trimmed,
        )
        .at(&[1, 100])
        .answers(|requests| requests as u64 * HEARTBEAT_ANSWER)
        .exact(|requests| heartbeats(requests, KEPT))
        .against("heartbeats_untrimmed"),
        Variant::prepared("old_urls_untrimmed", "old URLs, every client remembered", requests::old_urls_untrimmed)
            .at(&[1, 100])
            .answers(|requests| requests as u64 * OLD_URL_ANSWER)
            .exact(|requests| remembered(OLD_URL, requests, usize::MAX))
            .against("old_urls_untrimmed"),
        Variant::prepared("old_urls_trimmed", "old URLs, the latest clients remembered", requests::old_urls_trimmed)
            .at(&[1, 100])
            .answers(|requests| requests as u64 * OLD_URL_ANSWER)
            .exact(|requests| remembered(OLD_URL, requests, KEPT))
            .against("old_urls_untrimmed"),
    ],
};

/// Status 200 and the JSON of the four instances in the region that is asked for.
const LOOKUP_ANSWER: u64 = 200 + 365;

/// Status 200 and `{"instances":8}`.
const HEARTBEAT_ANSWER: u64 = 200 + 15;

/// Status 308 and the little HTML with the URL.
const OLD_URL_ANSWER: u64 = 308 + 67;
