//! A chain of steps through an enum: a `match` for each step, on a tag that does not change while the loop runs.
//!
//! Which variant it is comes from the data (the number of items), so the compiler can't know the tag; it can see that the tag is the same
//! for the whole loop, and both bodies.

// ANCHOR: step
/// A closed set of steps.
enum Step {
    Multiply(u64),
    Rotate(u32),
}

impl Step {
    #[inline]
    fn step(&self, state: u64, value: u64) -> u64 {
        match self {
            Self::Multiply(factor) => (state ^ value).wrapping_mul(*factor),
            Self::Rotate(bits) => (state ^ value).rotate_left(*bits),
        }
    }
}
// ANCHOR_END: step

// ANCHOR: drive
#[inline(never)]
fn drive(step: &Step, values: &[u64]) -> u64 {
    values.iter().fold(0, |state, &value| step.step(state, value))
}
// ANCHOR_END: drive

/// The values are made here, and the step is chosen: an even number of items is multiplied, an odd one rotated.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let values: Vec<u64> = (0..items as u64).collect(); // heap: 1
    let step = if items.is_multiple_of(2) { Step::Multiply(0x0100_0000_01b3) } else { Step::Rotate(5) };
    Box::new(move || drive(&step, &values)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("dependent steps, a match each", prepared(prepare))
        .answers(crate::chain)
        .exact(|_| declaration::Exact::NONE)
        .at(crate::CALLS)
        .against("chain_direct");
