//! A call through a vtable: what is behind it cannot be seen at the call, here it allocates.
//!
//! `length` is public, so that the optimiser has to expect other callers with other vtables.

// ANCHOR: run
/// How long a value is as text.
#[inline(never)]
pub fn length(value: &dyn ToString) -> usize {
    value.to_string().len() // heap: unknown
}

/// One block, made behind the vtable.
#[inline(never)]
pub fn run() -> u64 {
    length(&1234_u64) as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`to_string` through `&dyn ToString`", run)
    .answers(|_| 4)
    .exact(|_| declaration::Exact::once(4));
