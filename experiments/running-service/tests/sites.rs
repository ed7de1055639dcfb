//! Is the heap where the pins in the sources, `// heap: ...`, say?

#[test]
fn every_line_that_reaches_the_allocator_has_a_pin_and_every_pin_holds() {
    // Named, so that the chapter's library is linked: its code is what is looked at.
    std::hint::black_box(&running_service::EXPERIMENT);
    let problems = heap_sites::verify_linked(env!("CARGO_MANIFEST_DIR"), env!("CARGO_PKG_NAME"));
    let problems = problems.unwrap_or_else(|error| panic!("{error}"));
    assert!(problems.is_empty(), "cargo workbook sites {} says more:\n{}", env!("CARGO_PKG_NAME"), problems.join("\n"));
}
