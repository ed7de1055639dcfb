//! Elements without size: no block, whatever their number.
//!
//! There is nothing to keep but the length, so the capacity is `usize::MAX` from the beginning, and a push never finds the `Vec` full.

// ANCHOR: run
/// Pushes that many values without fields, and counts them.
#[inline(never)]
pub fn run(size: usize) -> u64 {
    let mut marks = Vec::new();
    for _ in 0..size {
        marks.push(Mark); // heap: elided
    }
    count(&marks)
}

/// A value without fields.
#[derive(Debug)]
pub struct Mark;

/// How many there are.
#[inline(never)]
fn count(marks: &[Mark]) -> u64 {
    marks.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Vec::new(), a push for each value without size", sized(run))
        .at(&[1_000])
        .answers(|size| size as u64)
        .exact(|_| declaration::Exact::NONE)
        .against("with_capacity_exact");
