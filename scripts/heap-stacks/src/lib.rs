//! What is in a heap profile's file, once equal stacks are one and each line has what it caused?
//!
//! This is what takes time where a profile is large, and all that does; `heap-views`, which depends on it and has its names too, draws and
//! looks up. So this crate alone needs an optimiser, which takes as long as all else of the tool.

mod profile;
#[cfg(test)]
mod fixture;
mod error;
pub mod dhat;
pub mod pprof;
pub mod fold;
pub mod place;
mod sources;
pub mod merge;
pub mod calls;
pub mod sites;
pub mod figures;

pub use calls::CallGraph;
pub use error::{Error, Warning};
pub use fold::{Folding, fold};
pub use profile::{
    About, Clock, Frame, FrameId, Function, FunctionId, HeapProfile, Life, Mapping, Sample, Stack, Values,
};
pub use sources::{Found, SourceFile, Sources};
