//! Which compiler and which settings made this build?

use std::fmt;

/// `rustc -vV` of the compiler, its lines joined by `; `.
pub const RUSTC: &str = env!("INSTRUMENTS_RUSTC");
/// The opt-level of this build.
pub const OPT_LEVEL: &str = env!("INSTRUMENTS_OPT_LEVEL");

/// The two profiles that have expectations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// `cargo test`: opt-level 0.
    Debug,
    /// `cargo test --release`, `cargo bench`.
    Release,
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Debug => "debug",
            Self::Release => "release",
        })
    }
}

/// The profile of this build.
pub fn profile() -> Profile {
    if env!("INSTRUMENTS_PROFILE") == "debug" { Profile::Debug } else { Profile::Release }
}

/// `rustc 1.95.0 (59807616e 2026-04-14)`: the first line of [`RUSTC`].
pub fn rustc_release() -> &'static str {
    RUSTC.split(';').next().unwrap_or(RUSTC)
}
