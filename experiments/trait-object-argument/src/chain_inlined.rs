//! A chain of steps through a generic function: the compiler knows the type, and no call is left.
//!
//! Each step needs the result of the one before, so the steps can't be done side by side, whoever calls them.

// ANCHOR: step
trait Step {
    fn step(&self, state: u64, value: u64) -> u64;
}

/// Mixes a value into the state.
struct Multiply(u64);

impl Step for Multiply {
    #[inline]
    fn step(&self, state: u64, value: u64) -> u64 {
        (state ^ value).wrapping_mul(self.0)
    }
}
// ANCHOR_END: step

// ANCHOR: drive
#[inline(never)]
fn drive<S: Step>(step: &S, values: &[u64]) -> u64 {
    values.iter().fold(0, |state, &value| step.step(state, value))
}
// ANCHOR_END: drive

/// The values are made here.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let values: Vec<u64> = (0..items as u64).collect(); // heap: 1
    let step = Multiply(0x0100_0000_01b3);
    Box::new(move || drive(&step, &values)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("dependent steps, generic and inlined", prepared(prepare))
        .answers(crate::chain)
        .exact(|_| declaration::Exact::NONE)
        .at(crate::CALLS)
        .against("chain_direct");
