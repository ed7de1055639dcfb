//! A variable that is set: its value is copied, because another thread may change the environment at any time.
//!
//! How long `PATH` is depends on the machine, so its bytes are not compared with a declaration.

// ANCHOR: run
/// One block: the value.
#[inline(never)]
pub fn run() -> u64 {
    u64::from(std::env::var_os("PATH").is_some_and(|path| !path.is_empty())) // heap: may
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a variable that is set", run)
    .answers(|_| 1)
    .uncounted("the block is as long as `PATH`, which depends on the machine");
