//! Is what leaves the profile, as a file for pprof or as a picture, what is in it?

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod flame;
mod go;
mod graph;
mod made;
mod made_in_go;
mod pprof;
