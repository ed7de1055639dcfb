//! A test to copy: replacing in one stream after the other allocates nothing.

// ANCHOR: keep_the_gain
use stream_replace::Replacer;

#[global_allocator]
static ALLOCATOR: instruments::Gate = instruments::Gate;

#[test]
fn a_replacer_that_exists_does_not_allocate() {
    let mut replacer = Replacer::new(b"elvis", b"Elvis").unwrap();
    let mut output = Vec::with_capacity(100);
    for input in ["abcelvis", "elviselvis has left", ""] {
        output.clear();
        let (count, figures) = instruments::count(|| replacer.replace(&mut input.as_bytes(), &mut output));
        assert_eq!(count.unwrap(), input.matches("elvis").count() as u64);
        assert_eq!(figures.allocations, 0, "{figures:?}");
    }
}
// ANCHOR_END: keep_the_gain
