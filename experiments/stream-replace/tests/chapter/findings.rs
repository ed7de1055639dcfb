//! Facts of the chapter that are neither counts nor times: the smallest inputs that the article's programs get wrong,
//! and which calls for the window are left in their compiled code.

#[path = "../counterexamples/mod.rs"]
mod counterexamples;

use anyhow::{Result, ensure};
use counterexamples::{Counterexample, PROGRAMS, Reads, smallest};
use harness::compiled::{self, Code};
use harness::{Findings, Shared};

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    for (name, program) in PROGRAMS {
        for (key, reads, how) in [
            ("whole", Reads::Whole, "a reader that gives what it is asked for"),
            ("one_by_one", Reads::OneByOne, "a reader that gives a byte at a time"),
            ("interrupted", Reads::InterruptedOnce, "a reader whose first call is interrupted"),
        ] {
            let how = format!(
                "the smallest needle of up to 4 letters and input of up to 6, of the letters a and b, that {name} gets \
                 wrong with {how}, found by trying all of them against the oracle; a match becomes X"
            );
            findings.exact([name, key], how).by(|| -> Result<String> {
                let found = smallest(program, reads, 1..=4)?;
                Ok(found.map_or("none".to_owned(), |wrong| {
                    let Counterexample { needle, input, output, right } = wrong;
                    format!("{needle:?} in {input:?}: writes {output:?} for {right:?}")
                }))
            });
        }
    }
    let library = Shared::new(|| compiled::library(env!("CARGO_MANIFEST_DIR")));
    for variant in [
        "reader_concrete",
        "reader_stack_slice",
        "reader_heap_array",
        "reader_compare_constant",
        "reader_shift_constant",
    ] {
        let how = format!(
            "the library was compiled to assembly as the release profile does; which of bcmp (is the window the needle?) and \
             memmove (the window moves on) the compiled `{variant}::replace` calls"
        );
        findings.exact([variant, "calls"], how).slow().by(|| window_calls(library.get()?, variant));
    }
}

/// Which calls for the window are left in a variant's `replace`.
fn window_calls(library: &Code, variant: &str) -> Result<String> {
    let replace = library.function(&format!("{variant}::replace"))?;
    ensure!(!replace.calls().is_empty(), "{variant}::replace calls nothing, not even for a full output");
    let left: Vec<&str> = ["bcmp", "memmove"].into_iter().filter(|name| replace.mentions(name) > 0).collect();
    Ok(if left.is_empty() { "neither".to_owned() } else { left.join(", ") })
}
