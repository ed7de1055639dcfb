//! A chain of steps through `&dyn Step`: an indirect call for each step.
//!
//! Which type it is comes from the data (the number of items), so no compiler can know it, and the calls are really indirect.
//! The box is made beforehand: nothing is allocated while the steps run.

// ANCHOR: step
trait Step {
    fn step(&self, state: u64, value: u64) -> u64;
}

struct Multiply(u64);

struct Rotate(u32);

impl Step for Multiply {
    fn step(&self, state: u64, value: u64) -> u64 {
        (state ^ value).wrapping_mul(self.0)
    }
}

impl Step for Rotate {
    fn step(&self, state: u64, value: u64) -> u64 {
        (state ^ value).rotate_left(self.0)
    }
}
// ANCHOR_END: step

// ANCHOR: drive
#[inline(never)]
fn drive(step: &dyn Step, values: &[u64]) -> u64 {
    values.iter().fold(0, |state, &value| step.step(state, value)) // heap: unknown
}
// ANCHOR_END: drive

// ANCHOR: prepare
/// The values are made here, and the step is chosen: an even number of items is multiplied, an odd one rotated.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let values: Vec<u64> = (0..items as u64).collect(); // heap: 1
    let step: Box<dyn Step> =
        if items.is_multiple_of(2) { Box::new(Multiply(0x0100_0000_01b3)) } else { Box::new(Rotate(5)) }; // heap: 2
    Box::new(move || drive(&*step, &values)) // heap: 1
}
// ANCHOR_END: prepare

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("dependent steps, an indirect call each", prepared(prepare))
        .answers(crate::chain)
        .exact(|_| declaration::Exact::NONE)
        .at(crate::CALLS)
        .against("chain_direct");
