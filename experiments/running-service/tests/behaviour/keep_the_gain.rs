//! A test to copy: a service that has answered for a while keeps no more for every further request, or the build turns red.

use running_service::requests::{CLIENT, LOOKUP_QUERY};
use running_service::service::{Memory, Request, Service};
use running_service::trimmed::KEPT;

// ANCHOR: keep_the_gain
#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

/// Bytes that a service still holds of a thousand requests, after as many as it remembers.
fn kept_of_a_thousand_requests(memory: Memory) -> i64 {
    let mut service = Service::new(memory);
    let mut ask = |requests: usize| {
        for _ in 0..requests {
            service.handle(&Request::Lookup { service: "billing", query: LOOKUP_QUERY }, &CLIENT);
        }
    };
    ask(KEPT);
    count_allocations::count(|| ask(1_000)).1.end_bytes
}

#[test]
fn a_service_that_trims_keeps_nothing_of_a_thousand_requests() {
    assert_eq!(kept_of_a_thousand_requests(Memory::Trimmed), 0);
}
// ANCHOR_END: keep_the_gain

#[test]
fn a_service_that_does_not_trim_keeps_a_line_of_each() {
    let line = CLIENT.address.len() + " ".len() + CLIENT.user_agent.len();
    assert!(kept_of_a_thousand_requests(Memory::Untrimmed) > 1_000 * i64::try_from(line).unwrap());
}
