//! A message of the standard library's own: the address of a constant in the value.

use crate::work::failed;
use std::hint::black_box;
use std::io::{self, Read};

// ANCHOR: run
#[inline(never)]
fn read() -> io::Result<u64> {
    let mut bytes = [0; 8];
    black_box(&[1_u8, 2, 3][..]).read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// Gets such an error.
#[inline(never)]
pub fn run() -> u64 {
    failed(read())
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("read_exact beyond the end", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::NONE)
    .against("io_from_kind");
