//! A variable that is not set: its name is looked up from the stack, and there is no value to copy.

// ANCHOR: run
/// No block.
#[inline(never)]
pub fn run() -> u64 {
    u64::from(std::env::var("WORKBOOK_VARIABLE_THAT_IS_NOT_SET").is_err()) // heap: may
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a variable that is not set", run).answers(|_| 1).exact(|_| declaration::Exact::NONE);
