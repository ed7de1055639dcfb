//! Which functions and lines asked for the memory, and who called them?
//!
//! A [`HeapProfile`] is read from a profiler's file, folded to the reader's own lines, and shown in the views that users of pprof know.
//! Data flows one way: file → [`HeapProfile`] → folded [`HeapProfile`] → view → text or a drawing, or a file for pprof.

mod profile;
#[cfg(test)]
mod fixture;
mod error;
mod kind;
mod file;
pub mod dhat;
pub mod pprof;
pub mod jemalloc;
pub mod stacks;
mod symbolise;
pub mod fold;
mod place;
mod sources;
mod merge;
pub mod calls;
pub mod listing;
mod diff;
pub mod narrow;
pub mod sites;
pub mod text;
mod flame_boxes;
pub mod drawings;
pub mod page;

pub use calls::CallGraph;
pub use diff::diff;
pub use error::{Error, Warning};
pub use file::{Reading, read, read_as};
pub use fold::{Folding, fold};
pub use kind::Kind;
pub use listing::{Listing, list, list_where};
pub use profile::{
    About, Clock, Frame, FrameId, Function, FunctionId, HeapProfile, Life, Mapping, Sample, Stack, Values,
};
pub use sources::{Found, SourceFile, Sources};
pub use symbolise::symbolise;
pub use text::Unit;
