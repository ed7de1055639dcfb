//! A local variable is on the stack because it is a local variable.
//!
//! No analysis put it there, so none has to be tricked.
//! Rust moves nothing to the heap on its own: a heap block exists where the source asks for one, through `Box`, `Vec`, `Rc` and their like.

// ANCHOR: local
/// Reads a local through a reference.
#[inline(never)]
pub fn run() -> u64 {
    let number = 41_u64; // heap: none
    let reference = &number;
    *reference + 1
}
// ANCHOR_END: local

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a local, read through a reference", run).answers(|_| 42).exact(|_| declaration::Exact::NONE);
