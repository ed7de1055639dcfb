//! The cases: a number of requests of one kind, to a service that has its instances already and remembers no client yet.
//!
//! What is remembered is forgotten at the end of each call, so that every call is the same and a bench does not run out of memory: the
//! leak shows in the peak of a call.

use crate::service::{Client, Memory, Request, Service};
use instruments::Prepared;

/// Who asks, in every case and in the load of the tests.
pub const CLIENT: Client<'static> =
    Client { address: "10.20.30.40", user_agent: "registry-client/2.4 (linux; x86_64) http/1.1 keep-alive" };

/// A heartbeat of the instance of this number.
pub fn heartbeat_body(instance: usize) -> String {
    format!( // heap: may
        r#"{{"service":"billing","node":"10.0.0.{instance}:8080","region":"eu-{}","weight":10,"labels":{{"version":"2.1","zone":"b"}}}}"#,
        instance % 2
    )
}

/// How many instances the service of the cases has.
pub const INSTANCES: usize = 8;

/// The query of a lookup.
pub const LOOKUP_QUERY: &[u8] = b"region=eu%2D1&verbose=0";

/// The query of an old URL.
pub const OLD_QUERY: &[u8] = b"service=billing&region=eu%2D1&action=lookup";

/// Heartbeats of an instance that is known already, everything remembered.
pub fn heartbeats_untrimmed(requests: usize) -> Prepared {
    let body = heartbeat_body(1);
    prepared(Memory::Untrimmed, requests, move |service| ask(service, &Request::Heartbeat { body: body.as_bytes() }))
}

/// The same, the latest remembered.
pub fn heartbeats_trimmed(requests: usize) -> Prepared {
    let body = heartbeat_body(1);
    prepared(Memory::Trimmed, requests, move |service| ask(service, &Request::Heartbeat { body: body.as_bytes() }))
}

/// Lookups of a service, everything remembered.
pub fn lookups_untrimmed(requests: usize) -> Prepared {
    prepared(Memory::Untrimmed, requests, |service| {
        ask(service, &Request::Lookup { service: "billing", query: LOOKUP_QUERY })
    })
}

/// The same, the latest remembered.
pub fn lookups_trimmed(requests: usize) -> Prepared {
    prepared(Memory::Trimmed, requests, |service| {
        ask(service, &Request::Lookup { service: "billing", query: LOOKUP_QUERY })
    })
}

/// Old URLs, everything remembered.
pub fn old_urls_untrimmed(requests: usize) -> Prepared {
    prepared(Memory::Untrimmed, requests, |service| ask(service, &Request::OldUrl { query: OLD_QUERY }))
}

/// The same, the latest remembered.
pub fn old_urls_trimmed(requests: usize) -> Prepared {
    prepared(Memory::Trimmed, requests, |service| ask(service, &Request::OldUrl { query: OLD_QUERY }))
}

fn prepared(memory: Memory, requests: usize, one: impl Fn(&mut Service) -> u64 + 'static) -> Prepared {
    let mut service = Service::new(memory);
    for instance in 0..INSTANCES {
        service.handle(&Request::Heartbeat { body: heartbeat_body(instance).as_bytes() }, &CLIENT);
    }
    service.forget_clients();
    Box::new(move || {
        let answered = (0..requests).map(|_| one(&mut service)).sum();
        service.forget_clients();
        answered
    })
}

/// One request; the length of its answer and its status.
#[inline(never)]
fn ask(service: &mut Service, request: &Request<'_>) -> u64 {
    let response = service.handle(request, &CLIENT);
    response.body.len() as u64 + u64::from(response.status)
}
