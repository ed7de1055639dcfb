//! Which compiler and which settings made this build?

use record::Profile;

/// `rustc -vV` of the compiler, its lines joined by `; `.
pub const RUSTC: &str = env!("HARNESS_RUSTC");
/// The opt-level of this build.
pub const OPT_LEVEL: &str = env!("HARNESS_OPT_LEVEL");

/// The profile of this build.
pub fn profile() -> Profile {
    if env!("HARNESS_PROFILE") == "debug" { Profile::Debug } else { Profile::Release }
}

/// `rustc 1.95.0 (59807616e 2026-04-14)`: the first line of [`RUSTC`].
pub fn rustc_release() -> &'static str {
    RUSTC.split(';').next().unwrap_or(RUSTC)
}
