//! The two builds that have figures.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The two profiles that have expectations and figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// `cargo test`: opt-level 0.
    Debug,
    /// `cargo test --release`, `cargo bench`.
    Release,
}

impl Profile {
    /// `debug` or `release`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
