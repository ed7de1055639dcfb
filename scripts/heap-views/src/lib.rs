//! Which functions and lines asked for the memory, and who called them?
//!
//! A [`HeapProfile`] is read from a profiler's file, folded to the reader's own lines, and shown in the views that users of pprof know.
//! Data flows one way: file → [`HeapProfile`] → folded [`HeapProfile`] → view → text or a drawing, or a file for pprof.

#[cfg(test)]
#[path = "../../heap-stacks/src/fixture.rs"]
mod fixture;
mod kind;
mod file;
pub mod jemalloc;
pub mod stacks;
mod symbolise;
pub mod listing;
mod diff;
pub mod narrow;
pub mod text;
mod flame_boxes;
pub mod drawings;
pub mod page;

pub use diff::diff;
pub use file::{Reading, read, read_as};
pub use heap_stacks::{
    About, CallGraph, Clock, Error, Folding, Found, Frame, FrameId, Function, FunctionId, HeapProfile, Life, Mapping,
    Sample, SourceFile, Sources, Stack, Values, Warning, calls, dhat, fold, pprof, sites,
};
pub use kind::Kind;
pub use listing::{Listing, list, list_where};
pub use symbolise::symbolise;
pub use text::Unit;
