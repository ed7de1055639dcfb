//! Is the heap where the pins in the sources, `// heap: ...`, say?

#[test]
fn every_line_that_reaches_the_allocator_has_a_pin_and_every_pin_holds() {
    // Looked at through `black_box`, so that the chapter's library is linked: its code is what is looked at.
    // Without, release answers `is_empty` at compile time, and nothing of the library is left in the test.
    assert!(!std::hint::black_box(&optimised_away::EXPERIMENT).variants.is_empty());
    let problems = heap_sites::verify_linked(env!("CARGO_MANIFEST_DIR"), env!("CARGO_PKG_NAME"));
    let problems = problems.unwrap_or_else(|error| panic!("{error}"));
    assert!(problems.is_empty(), "cargo workbook sites {} says more:\n{}", env!("CARGO_PKG_NAME"), problems.join("\n"));
}
