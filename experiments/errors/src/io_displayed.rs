//! Printing the error of an operating system: its message is asked for and copied.

use std::hint::black_box;
use std::io;

// ANCHOR: run
/// Makes the message of a code, as `Display` has it.
#[inline(never)]
pub fn run() -> u64 {
    let error = io::Error::from_raw_os_error(black_box(2));
    let message = error.to_string(); // heap: may
    u64::from(message.ends_with("(os error 2)"))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("to_string of an io::Error of a code", run)
    .answers(|_| 1)
    .exact(|_| crate::os_message())
    .against("io_from_kind");
