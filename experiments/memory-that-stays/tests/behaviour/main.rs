//! The chapter's ordinary tests, and the one to copy.

mod keep_the_gain;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod resident;
