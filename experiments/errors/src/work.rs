//! What the variants have in common: the texts that are read, and how the answer is made of a result.
//!
//! This is the one part of the chapter that is shared, so that what differs between two variants is the error.

use std::hint::black_box;

/// A port, as a file of settings has it.
pub const PORT: &str = "8080";

/// A port with a slip of the keyboard in it.
pub const SLIP: &str = "80 80";

/// The name of the setting, for messages.
pub const NAME: &str = "port";

/// Calls of a case without a failure, so that the calls weigh more than what is around them.
pub const CALLS: u64 = 1_000;

/// The sizes of the error that is handed up, in bytes: an address with a number, what clippy's `result_large_err` lets pass at most, and
/// more.
pub const SIZES: &[usize] = &[16, 128, 1_024];

/// The answer of a call that has to fail: a hundred, and the number if it did not.
///
/// Not inlined: the optimiser can't tell that the error is not read. What drops it is behind a pointer, so that the code of a
/// destructor, of which only the address is known, stands in no line of a variant.
#[inline(never)]
pub fn failed<E>(result: Result<u64, E>) -> u64 {
    let number = *result.as_ref().unwrap_or(&FAILED);
    black_box(drop as fn(Result<u64, E>))(result); // heap: unknown
    number
}

/// What [`failed`] says of a failure.
pub const FAILED: u64 = 100;

/// The numbers of a case without a failure, added up.
pub fn sum() -> u64 {
    (1..=CALLS).sum()
}
