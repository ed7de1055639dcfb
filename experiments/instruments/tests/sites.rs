//! Is the heap where the pins in the chapter's sources, `// heap: ...`, say?
//!
//! In `src/chapter/` every line that reaches the allocator has a pin. The rest of the library is an instrument and nobody's lesson:
//! pins may stand there, and hold if they do.

#[test]
fn every_line_that_reaches_the_allocator_has_a_pin_and_every_pin_holds() {
    // Named, so that the chapter's library is linked: its code is what is looked at.
    std::hint::black_box(&instruments::chapter::EXPERIMENT);
    let problems = heap_sites::verify_linked(env!("CARGO_MANIFEST_DIR"), env!("CARGO_PKG_NAME"));
    let mut problems = problems.unwrap_or_else(|error| panic!("{error}"));
    problems.retain(|problem| problem.starts_with("src/chapter/") || !problem.contains(": expected a pin, "));
    assert!(problems.is_empty(), "cargo workbook sites {} says more:\n{}", env!("CARGO_PKG_NAME"), problems.join("\n"));
}
