//! The cases: a number of requests of one kind, to a service that has its instances already and remembers no client yet.
//!
//! What is remembered is forgotten at the end of each call, so that every call is the same and a bench does not run out of memory: the
//! leak shows in the peak of a call.

use crate::message::Client;
use crate::service::{Memory, Request, Service};
use instruments::Prepared;

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
