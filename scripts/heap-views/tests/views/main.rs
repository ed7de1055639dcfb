//! Is what the views show of a profile, and what leaves it as a file for pprof, what is in it?

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod go;

mod any_damage;
mod profiles;
mod compared_with_go;
mod damaged_profiles;
#[cfg(feature = "graph")]
mod drawings;
mod page;
mod pprof;
mod sums;
mod symbols;
