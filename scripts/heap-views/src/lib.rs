//! Which functions and lines asked for the memory, and who called them?
//!
//! A [`Profile`] is read from dhat's file, folded to the reader's own lines, and shown in the views that users of pprof know.
//! Data flows one way: file → [`Profile`] → folded [`Profile`] → view → text, SVG or a file for pprof.

mod profile;
#[cfg(test)]
mod made;
mod error;
pub mod dhat;
pub mod pprof;
pub mod fold;
mod names;
mod sources;
mod merge;
pub mod calls;
pub mod listing;
mod diff;
pub mod text;
mod graph;
mod flame;
mod label;

pub use calls::CallGraph;
pub use diff::diff;
pub use error::{Error, Warning};
pub use flame::{FlameError, FlameOptions, flame};
pub use fold::{Folding, fold};
pub use graph::{GraphOptions, NothingToDraw, graph};
pub use listing::{Listing, list};
pub use profile::{Frame, FrameId, Function, FunctionId, Profile, Sample, Stack, Values};
pub use sources::{Found, SourceFile, Sources};
pub use text::Unit;
