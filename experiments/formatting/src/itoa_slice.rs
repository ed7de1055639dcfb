//! The digits by `itoa`, copied into an array of the frame: no allocation, and no formatting machinery.
//!
//! `itoa::Buffer` is an array of the frame too, long enough for any integer.

use crate::work::checksum;

// ANCHOR: run
/// Puts the line together in an array of 32 bytes.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let mut digits = itoa::Buffer::new();
    let digits = digits.format(number).as_bytes();
    let end = 4 + digits.len();
    let mut line = [0; 32];
    line[..4].copy_from_slice(b"a = ");
    line[4..end].copy_from_slice(digits);
    line[end] = b'\n';
    checksum(&line[..=end])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("itoa, copied into an array of the frame", sized(run))
        .answers(crate::line)
        .exact(|_| declaration::Exact::NONE);
