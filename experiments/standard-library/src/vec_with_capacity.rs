//! Pushes onto a `Vec` whose capacity was asked for: one block, never reallocated.
//!
//! Each push still holds the branch that would grow the `Vec`; it is not taken.

// ANCHOR: run
/// One block of the capacity; the call of `push` never grows it.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::with_capacity(100); // heap: 1
    for number in 0..100_u64 {
        numbers.push(number); // heap: may
    }
    numbers.iter().sum()
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("100 numbers pushed, capacity asked for", run)
    .answers(|_| 4_950)
    .exact(|_| declaration::Exact::once(800));
