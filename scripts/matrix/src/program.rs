//! What is compiled?
//!
//! A library crate of the snippets, and two programs that call each of them: once to warm up, and once between marks.
//! Entry points are called through opaque pointers, so that no setting inlines them or computes their answers beforehand.

use crate::snippets::Snippets;
use anyhow::Context;
use std::path::Path;

/// The library crate.
pub const SNIPPETS: &str = "snippets";
/// The program that declares no allocator. It prints a line a variant: its answer.
pub const PLAIN: &str = "plain";
/// The program that declares `stats_alloc`. It prints a line a variant: its answer, allocations, reallocations.
pub const COUNTED: &str = "counted";

/// Writes the sources into `directory`.
pub(crate) fn write(directory: &Path, snippets: &Snippets) -> anyhow::Result<()> {
    for (name, text) in snippets.texts() {
        let file = directory.join(format!("{name}.rs"));
        std::fs::write(&file, text).with_context(|| file.display().to_string())?;
    }
    let modules = snippets.names().iter().map(|name| format!("pub mod {name};\n")).collect::<String>();
    let entries = snippets.names().iter().map(|name| format!("    {SNIPPETS}::{name}::run,\n")).collect::<String>();
    let table = format!("static ENTRIES: [fn() -> u64; {}] = [\n{entries}];\n", snippets.names().len());
    let sources = [
        (SNIPPETS, modules),
        ("mark", harness::malloc::MARK_SOURCE.to_owned()),
        (PLAIN, format!("{table}{PLAIN_MAIN}")),
        (COUNTED, format!("{table}{COUNTED_MAIN}")),
    ];
    for (name, text) in sources {
        let file = directory.join(format!("{name}.rs"));
        std::fs::write(&file, text).with_context(|| file.display().to_string())?;
    }
    Ok(())
}

const PLAIN_MAIN: &str = r#"
mod mark;

use std::hint::black_box;

fn main() {
    let mut answers = [0; ENTRIES.len()];
    for (entry, answer) in ENTRIES.iter().zip(&mut answers) {
        black_box(black_box(*entry)());
        mark::mark();
        *answer = black_box(black_box(*entry)());
        mark::mark();
    }
    for answer in answers {
        println!("{answer}");
    }
}
"#;

const COUNTED_MAIN: &str = r#"
mod mark;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::hint::black_box;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() {
    let mut seen = [(0, 0, 0); ENTRIES.len()];
    for (entry, seen) in ENTRIES.iter().zip(&mut seen) {
        black_box(black_box(*entry)());
        mark::mark();
        let region = Region::new(ALLOCATOR);
        let answer = black_box(black_box(*entry)());
        let change = region.change();
        mark::mark();
        *seen = (answer, change.allocations, change.reallocations);
    }
    for (answer, allocations, reallocations) in seen {
        println!("{answer} {allocations} {reallocations}");
    }
}
"#;
