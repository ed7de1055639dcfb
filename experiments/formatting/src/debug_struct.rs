//! A struct by its derived `Debug`, on one line and indented: no allocation for either.
//!
//! The indentation is written by a writer that stands in front of the real one and adds spaces after each newline.

use crate::work::checksum;
use std::io::Write;

// ANCHOR: run
#[derive(Debug)] // heap: unknown
#[expect(dead_code, reason = "the fields are read by the derived `Debug` only, which the lint does not count")]
struct Reading {
    sensor: &'static str,
    value: Option<usize>,
}

/// Writes the struct twice.
#[inline(never)]
pub fn run(number: usize) -> u64 {
    let reading = Reading { sensor: "a", value: Some(number) };
    let mut text = [0; 256];
    let mut rest = &mut text[..];
    writeln!(rest, "{reading:?}\n{reading:#?}").expect("the array has room for the text"); // heap: unknown
    let written = 256 - rest.len();
    checksum(&text[..written])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a struct with {:?} and {:#?}", sized(run))
    .at(crate::work::LARGE)
    .against(declaration::ITSELF)
    .answers(|_| {
        crate::work::checksum(
            b"Reading { sensor: \"a\", value: Some(66666666) }\n\
                    Reading {\n    sensor: \"a\",\n    value: Some(\n        66666666,\n    ),\n}\n",
        )
    })
    .exact(|_| declaration::Exact::NONE);
