//! A box that lives and dies in one function. The standard library does not promise that it allocates: the optimiser may
//! remove the allocation, and in release it does.

// ANCHOR: run
/// One allocation in debug, none in release.
#[inline(never)]
pub fn run() -> u64 {
    let boxed = Box::new(41); // heap: elided
    *boxed + 1
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a local box, read and dropped", run)
    .against(declaration::ITSELF)
    .answers(|_| 42)
    .debug(|_| declaration::Exact::once(8))
    .release(|_| declaration::Exact::NONE);
