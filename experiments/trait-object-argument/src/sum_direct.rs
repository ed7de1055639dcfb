//! Independent steps, each a direct call of a body that the compiler was told not to inline: one value at a time.

struct Mask(u64);

// ANCHOR: drive
impl Mask {
    #[inline(never)]
    fn weigh(&self, value: u64) -> u64 {
        value & self.0
    }
}

#[inline(never)]
fn drive(scale: &Mask, values: &[u64]) -> u64 {
    values.iter().map(|&value| scale.weigh(value)).sum()
}
// ANCHOR_END: drive

/// The values are made here.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let values: Vec<u64> = (0..items as u64).collect(); // heap: 1
    let scale = Mask(0xff);
    Box::new(move || drive(&scale, &values)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("independent steps, a direct call each", prepared(prepare))
        .answers(crate::masked_sum)
        .exact(|_| declaration::Exact::NONE)
        .at(crate::CALLS)
        .against("sum_direct");
