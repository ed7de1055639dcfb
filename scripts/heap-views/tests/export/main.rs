//! Is what leaves the profile, as a file for pprof or as a picture, what is in it?

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod go;

mod profiles;
mod compared_with_go;
mod pprof;
