//! A local `Box<dyn Fn>`, made and called in one function: an allocation in debug, none in release.
//!
//! At opt-level 0 `Box::new` calls the allocator.
//! In release the compiler follows the box from the line that makes it to the line that drops it, sees that nobody else can reach it,
//! puts the closure's body in place of the call, and removes the block: the allocation is elided.

use std::hint::black_box;

// ANCHOR: closure
/// Adds a captured number. `black_box` hides both numbers, as if they came from outside; it does not hide the box.
#[inline(never)]
pub fn run() -> u64 {
    let step = black_box(41);
    let change: Box<dyn Fn(u64) -> u64> = Box::new(move |value| value + step); // heap: elided
    change(black_box(1)) // heap: elided
}
// ANCHOR_END: closure

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a Box<dyn Fn> that stays local", run)
    .answers(|_| 42)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE)
    .against("closure_impl");
