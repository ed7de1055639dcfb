//! Go's escape analysis as a model: which variables and values of a Go program have to be on the heap, said in the words and at the
//! positions of Go's compiler, and why.
//!
//! The input is one package of Go, as names and texts of files; nothing is read from a disk. Data flows one way:
//!
//! - `parse`: from text to syntax, by a parser from the registry
//! - `check`: from syntax to a typed program (`ir`) in which everything is explicit that Go leaves out
//! - `passes`: what the compiler does to the program before it analyses it
//! - `components`: which functions are analysed together, and in which order
//! - `escape`: the graph, the walk over it, and the verdicts
//!
//! Beside that, `package` reads packages from a disk, `compiler` asks Go's own compiler, `comparison` counts on which lines both agree, and
//! `known` are the differences that have a name.
//!
//! What differs between releases of Go is in `releases`, and nowhere else. What is known of the standard library is in `standard`.
//! The rules are those of the compiler's sources (`cmd/compile/internal/escape` and its neighbours in a release of Go); the code is not.

mod bounds;
mod check;
mod components;
mod constant;
mod error;
mod escape;
mod ir;
mod leaks;
mod names;
mod parse;
mod passes;
mod releases;
mod sizes;
mod source;
mod standard;
mod text;
mod types;
mod visit;

mod analysis;
mod comparison;
#[cfg(not(target_family = "wasm"))]
mod compiler;
#[cfg(not(target_family = "wasm"))]
mod known;
#[cfg(not(target_family = "wasm"))]
mod package;

pub use analysis::{Analysis, Edge, Explanation, Graph, Line, Options, Part, Place, Reason, Step, Verdict, analyse};
pub use comparison::{Comparison, Counts};
#[cfg(not(target_family = "wasm"))]
pub use compiler::{Compiler, CompilerError, HeldError, held_against};
pub use error::Error;
#[cfg(not(target_family = "wasm"))]
pub use known::Known;
pub use leaks::Leaks;
#[cfg(not(target_family = "wasm"))]
pub use package::{Package, ReadError};
pub use parse::{DEEPEST, LONGEST};
pub use releases::Release;
pub use source::{Pos, SourceFile};
