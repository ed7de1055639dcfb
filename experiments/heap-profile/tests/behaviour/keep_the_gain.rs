//! A test to copy: a line more is not a block more.

// ANCHOR: keep_the_gain
use heap_profile::lent_names::report;

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_line_whose_route_and_client_are_known_makes_no_block() {
    let line = r#"{"client":"::1","method":"GET","path":"/Shop/caf%65/7?page=2","status":200,"bytes":7,"micros":9}"#;
    let [(_, one), (_, many)] = [1, 1_000].map(|lines| {
        let log = [line; 1_000][..lines].join("\n");
        count_allocations::count(|| report(log.as_bytes()))
    });
    assert_eq!(
        (many.allocations, many.reallocations),
        (one.allocations, one.reallocations),
        "{one:?} for one line, {many:?} for a thousand"
    );
}
// ANCHOR_END: keep_the_gain
