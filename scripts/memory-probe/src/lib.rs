//! What does this process hold of the machine's memory, at instants of a burst of work?
//!
//! A program that is run for what it holds declares its runs and hands them to [`program::main`]. A run is a burst of work in one thread or in several,
//! made, dropped, made again and dropped again ([`bursts()`]); between the steps the process reads what the kernel has mapped for it ([`kernel`]) and what malloc
//! says of itself ([`malloc`]). [`pages`] draws a small heap, page by page.
//!
//! Nothing here asks the allocator for a block between the first instant and the last, beside the work: a block that lies above the data when the data is
//! freed would keep the memory that is being measured.

pub mod bursts;
pub mod kernel;
pub mod malloc;
pub mod pages;
pub mod program;

pub use bursts::{Burst, bursts};
pub use program::{Heap, Run};
