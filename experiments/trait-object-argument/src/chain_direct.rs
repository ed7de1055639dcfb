//! A chain of steps, each a direct call: the address is known to the compiler, which was told not to inline the body.
//!
//! What this adds to the inlined chain is the price of a call; what a `dyn` call adds to this is the price of finding the address.

/// Mixes a value into the state.
struct Multiply(u64);

// ANCHOR: drive
impl Multiply {
    #[inline(never)]
    fn step(&self, state: u64, value: u64) -> u64 {
        (state ^ value).wrapping_mul(self.0)
    }
}

#[inline(never)]
fn drive(step: &Multiply, values: &[u64]) -> u64 {
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
    declaration::variant!("dependent steps, a direct call each", prepared(prepare))
        .answers(crate::chain)
        .exact(|_| declaration::Exact::NONE)
        .at(crate::CALLS)
        .against("chain_direct");
