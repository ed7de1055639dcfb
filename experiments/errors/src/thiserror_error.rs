//! The same enum by thiserror, which writes `Display`, `source` and `From`.

use crate::work::{SLIP, failed};
use std::hint::black_box;
use std::num::ParseIntError;

// ANCHOR: run
/// Why a text is no port.
#[derive(Debug, thiserror::Error)] // heap: unknown
pub enum PortError {
    /// The digits are none, or too many.
    #[error("the port is not a number")]
    NotANumber(#[from] ParseIntError),
    /// Ports below 1024 are not for everybody.
    #[error("port {0} is reserved")]
    Reserved(u64),
}

#[inline(never)]
fn port(text: &str) -> Result<u64, PortError> {
    let port = text.parse()?;
    if port < 1024 { Err(PortError::Reserved(port)) } else { Ok(port) }
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an enum by thiserror", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::NONE)
    .against("std_error");
