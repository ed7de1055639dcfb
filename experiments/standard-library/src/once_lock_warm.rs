//! A `OnceLock` makes its value by the first call of the process, which is not counted; later calls read it.

use std::sync::OnceLock;

// ANCHOR: run
/// No block from the second call on.
#[inline(never)]
pub fn run() -> u64 {
    static GREETING: OnceLock<String> = OnceLock::new();
    GREETING.get_or_init(|| String::from("salt and pepper")).len() as u64 // heap: 1, may
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a `OnceLock`, read again", run).answers(|_| 15).exact(|_| declaration::Exact::NONE);
