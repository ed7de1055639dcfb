//! An enum of one's own, with the error that caused it inside, and its message in `Display`.

use crate::work::{SLIP, failed};
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::hint::black_box;
use std::num::ParseIntError;

// ANCHOR: run
/// Why a text is no port.
#[derive(Debug)]
pub enum PortError {
    /// The digits are none, or too many.
    NotANumber(ParseIntError),
    /// Ports below 1024 are not for everybody.
    Reserved(u64),
}

impl Display for PortError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber(_) => f.write_str("the port is not a number"), // heap: unknown
            Self::Reserved(port) => write!(f, "port {port} is reserved"),   // heap: unknown
        }
    }
}

impl Error for PortError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotANumber(error) => Some(error),
            Self::Reserved(_) => None,
        }
    }
}

#[inline(never)]
fn port(text: &str) -> Result<u64, PortError> {
    let port = text.parse().map_err(PortError::NotANumber)?;
    if port < 1024 { Err(PortError::Reserved(port)) } else { Ok(port) }
}

/// Reads a port that is none.
#[inline(never)]
pub fn run() -> u64 {
    failed(port(black_box(SLIP)))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("an enum", run)
    .answers(|_| crate::work::FAILED)
    .exact(|_| declaration::Exact::NONE)
    .against("std_error");
