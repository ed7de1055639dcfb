//! What did the compiler leave of a function? Shared by the chapter's findings and its ordinary tests.
//!
//! Each variant is one file that needs nothing but the standard library, so rustc can compile it alone, with the settings of the
//! release profile, and print its LLVM IR.

use anyhow::Result;
use harness::compiled::{Function, Sources};

/// The function `name` of `src/<variant>.rs`, optimised.
pub(crate) fn optimised(sources: &Sources, variant: &str, name: &str) -> Result<Function> {
    sources.variant(variant).llvm_ir()?.function(&format!("{variant}::{name}"))
}

/// Whether the allocator is called. What an elided allocation leaves, a call to an empty function whose name is longer, is not meant.
pub(crate) fn calls_the_allocator(function: &Function) -> bool {
    function.calls().iter().any(|call| call.name.ends_with("::__rust_alloc"))
}

/// Whether one instruction handles several integers at once.
pub(crate) fn has_vector_instruction(function: &Function) -> bool {
    function.lines().any(|line| line.contains(" x i64>"))
}

/// Whether a `match` on an enum is made again and again: a tag of one byte is read, or a `switch` is met, after the start of a loop.
/// Loops start with `phi` lines, and in these functions what follows a loop makes no `match`.
pub(crate) fn matches_in_a_loop(function: &Function) -> bool {
    let is_match = |line: &str| line.contains(" = load i8,") || line.trim_start().starts_with("switch ");
    function.lines().skip_while(|line| !line.contains(" = phi ")).any(is_match)
}
