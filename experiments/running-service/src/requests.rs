//! The cases: a number of requests of one kind, to a service that has its instances already and remembers no client yet.
//!
//! What is remembered is forgotten at the end of each call, so that every call is the same and a bench does not run out of memory: the
//! leak shows in the peak of a call.

use crate::message::Client;
use crate::service::{Memory, Request, Service};
use declaration::Prepared;

/// Who asks, in every case and in the load of the tests.
pub const CLIENT: Client<'static> =
    Client { address: "10.20.30.40", user_agent: "registry-client/2.4 (linux; x86_64) http/1.1 keep-alive" };

/// The node of the instance of this number.
pub fn node(instance: usize) -> String {
    format!("10.0.0.{instance}:8080") // heap: may
}

/// A heartbeat of the instance of this number.
pub fn heartbeat_body(instance: usize) -> String {
    let (node, region) = (node(instance), instance % 2);
    let labels = r#"{"version":"2.1","zone":"b"}"#;
    format!(r#"{{"service":"billing","node":"{node}","region":"eu-{region}","weight":10,"labels":{labels}}}"#) // heap: may
}

/// How many instances the service of the cases has.
pub const INSTANCES: usize = 8;

/// The query of a lookup.
pub const LOOKUP_QUERY: &[u8] = b"region=eu%2D1&verbose=0";

/// The query of an old URL.
pub const OLD_QUERY: &[u8] = b"service=billing&region=eu%2D1&action=lookup";

/// Heartbeats of one more instance, everything remembered. The instance is removed at the end.
pub fn heartbeats_untrimmed(requests: usize) -> Prepared {
    heartbeats(Memory::Untrimmed, requests)
}

/// The same, the latest remembered.
pub fn heartbeats_trimmed(requests: usize) -> Prepared {
    heartbeats(Memory::Trimmed, requests)
}

fn heartbeats(memory: Memory, requests: usize) -> Prepared {
    let body = heartbeat_body(INSTANCES);
    let node = node(INSTANCES);
    let one = move |service: &mut Service| ask(service, &Request::Heartbeat { body: body.as_bytes() });
    // Otherwise a call would end with other blocks in the registry than it began with.
    prepared(memory, requests, one, move |service| service.remove("billing", &node))
}

/// Lookups of a service, everything remembered.
pub fn lookups_untrimmed(requests: usize) -> Prepared {
    lookups(Memory::Untrimmed, requests)
}

/// The same, the latest remembered.
pub fn lookups_trimmed(requests: usize) -> Prepared {
    lookups(Memory::Trimmed, requests)
}

fn lookups(memory: Memory, requests: usize) -> Prepared {
    let one = |service: &mut Service| ask(service, &Request::Lookup { service: "billing", query: LOOKUP_QUERY });
    prepared(memory, requests, one, |_| ())
}

/// Old URLs, everything remembered.
pub fn old_urls_untrimmed(requests: usize) -> Prepared {
    old_urls(Memory::Untrimmed, requests)
}

/// The same, the latest remembered.
pub fn old_urls_trimmed(requests: usize) -> Prepared {
    old_urls(Memory::Trimmed, requests)
}

fn old_urls(memory: Memory, requests: usize) -> Prepared {
    prepared(memory, requests, |service| ask(service, &Request::OldUrl { query: OLD_QUERY }), |_| ())
}

fn prepared(
    memory: Memory,
    requests: usize,
    one: impl Fn(&mut Service) -> u64 + 'static,
    end: impl Fn(&mut Service) + 'static,
) -> Prepared {
    let mut service = Service::new(memory);
    for instance in 0..INSTANCES {
        service.handle(&Request::Heartbeat { body: heartbeat_body(instance).as_bytes() }, &CLIENT);
    }
    service.forget_clients();
    Box::new(move || {
        // heap: 1
        let answered = (0..requests).map(|_| one(&mut service)).sum();
        service.forget_clients();
        end(&mut service);
        answered
    })
}

/// One request; the length of its answer and its status.
#[inline(never)]
fn ask(service: &mut Service, request: &Request<'_>) -> u64 {
    let response = service.handle(request, &CLIENT);
    response.body.len() as u64 + u64::from(response.status)
}

pub(crate) static LOOKUPS_UNTRIMMED: declaration::Variant =
    declaration::variant!("lookups_untrimmed", "lookups, every client remembered", prepared(lookups_untrimmed))
        .answers(|requests| requests as u64 * LOOKUP_ANSWER)
        .exact(|requests| remembered(crate::LOOKUP, requests, usize::MAX));

pub(crate) static LOOKUPS_TRIMMED: declaration::Variant =
    declaration::variant!("lookups_trimmed", "lookups, the latest clients remembered", prepared(lookups_trimmed))
        .answers(|requests| requests as u64 * LOOKUP_ANSWER)
        .exact(|requests| remembered(crate::LOOKUP, requests, crate::trimmed::KEPT));

pub(crate) static HEARTBEATS_UNTRIMMED: declaration::Variant = declaration::variant!(
    "heartbeats_untrimmed",
    "heartbeats, every client remembered",
    prepared(heartbeats_untrimmed)
)
.at(&[1, 100])
.answers(|requests| requests as u64 * HEARTBEAT_ANSWER)
.exact(|requests| of_heartbeats(requests, usize::MAX))
.against("heartbeats_untrimmed");

pub(crate) static HEARTBEATS_TRIMMED: declaration::Variant = declaration::variant!(
    "heartbeats_trimmed",
    "heartbeats, the latest clients remembered",
    prepared(heartbeats_trimmed)
)
.at(&[1, 100])
.answers(|requests| requests as u64 * HEARTBEAT_ANSWER)
.exact(|requests| of_heartbeats(requests, crate::trimmed::KEPT))
.against("heartbeats_untrimmed");

pub(crate) static OLD_URLS_UNTRIMMED: declaration::Variant =
    declaration::variant!("old_urls_untrimmed", "old URLs, every client remembered", prepared(old_urls_untrimmed))
        .at(&[1, 100])
        .answers(|requests| requests as u64 * OLD_URL_ANSWER)
        .exact(|requests| remembered(crate::OLD_URL, requests, usize::MAX))
        .against("old_urls_untrimmed");

pub(crate) static OLD_URLS_TRIMMED: declaration::Variant =
    declaration::variant!("old_urls_trimmed", "old URLs, the latest clients remembered", prepared(old_urls_trimmed))
        .at(&[1, 100])
        .answers(|requests| requests as u64 * OLD_URL_ANSWER)
        .exact(|requests| remembered(crate::OLD_URL, requests, crate::trimmed::KEPT))
        .against("old_urls_untrimmed");

/// Heartbeats of an instance that was not there: what the first one leaves, its service's name aside, the others find and replace.
fn of_heartbeats(requests: usize, most: usize) -> declaration::Exact {
    /// The room with which the JSON of an answer begins.
    const ANSWER: u64 = 128;
    const INSTANCE: u64 = crate::HEARTBEAT.requested_bytes - ANSWER - "billing".len() as u64;
    let figures = remembered(crate::HEARTBEAT, requests, most);
    let beside_the_instance = if requests == 1 { ANSWER } else { crate::HEARTBEAT.peak_bytes };
    declaration::Exact {
        peak_bytes: figures.peak_bytes - crate::HEARTBEAT.peak_bytes + INSTANCE + beside_the_instance,
        ..figures
    }
}

/// Status 200 and the JSON of the four instances in the region that is asked for.
const LOOKUP_ANSWER: u64 = 200 + 365;

/// Status 200 and `{"instances":8}`.
const HEARTBEAT_ANSWER: u64 = 200 + 15;

/// Status 308 and the little HTML with the URL.
const OLD_URL_ANSWER: u64 = 308 + 67;

/// Requests of one kind, and the lines that are remembered of them, up to `most`, until the end of the case.
fn remembered(each: declaration::Exact, requests: usize, most: usize) -> declaration::Exact {
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
    declaration::Exact {
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
