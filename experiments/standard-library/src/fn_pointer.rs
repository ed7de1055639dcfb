//! A call through a function pointer: what is behind it cannot be seen at the call, here it allocates.
//!
//! `String::from` is compiled into this crate only because its address is taken. `length` is public, so that the optimiser has to
//! expect other callers with other pointers; `fn_pointer_private` shows what it does otherwise.

// ANCHOR: run
/// The length of what `make` makes of a text.
#[inline(never)]
pub fn length(make: fn(&'static str) -> String, text: &'static str) -> usize {
    make(text).len() // heap: unknown
}

/// One block, made behind the pointer.
#[inline(never)]
pub fn run() -> u64 {
    length(String::from, "salt and pepper") as u64 // heap: none
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a function pointer to `String::from`", run)
    .answers(|_| 15)
    .exact(|_| declaration::Exact::once(15));
