//! Independent steps through `&dyn Weigh`: an indirect call for each value, one value at a time.
//!
//! Which type it is comes from the data (the number of items), so no compiler can know it, and the calls are really indirect.

trait Weigh {
    fn weigh(&self, value: u64) -> u64;
}

struct Mask(u64);

struct Shift(u32);

impl Weigh for Mask {
    fn weigh(&self, value: u64) -> u64 {
        value & self.0
    }
}

impl Weigh for Shift {
    fn weigh(&self, value: u64) -> u64 {
        value >> self.0
    }
}

// ANCHOR: drive
#[inline(never)]
fn drive(scale: &dyn Weigh, values: &[u64]) -> u64 {
    values.iter().map(|&value| scale.weigh(value)).sum() // heap: unknown
}
// ANCHOR_END: drive

/// The values are made here, and the scale is chosen: an even number of items is masked, an odd one shifted.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let values: Vec<u64> = (0..items as u64).collect(); // heap: 1
    let scale: Box<dyn Weigh> = if items.is_multiple_of(2) { Box::new(Mask(0xff)) } else { Box::new(Shift(8)) };
    // heap: 2
    Box::new(move || drive(&*scale, &values)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("independent steps, an indirect call each", prepared(prepare))
        .answers(crate::masked_sum)
        .exact(|_| declaration::Exact::NONE)
        .at(crate::CALLS)
        .against("sum_direct");
