//! What is established beside counts and times: sizes of types, and what the compiler left of each variant's function.

#[path = "../emitted/mod.rs"]
mod emitted;

use anyhow::Result;
use emitted::{calls_the_allocator, has_vector_instruction, matches_in_a_loop};
use harness::compiled::{Function, Sources};
use harness::{Findings, Shared};
use std::io::Read;
use trait_object_argument::{buffer_enum, reader_enum};

/// The functions whose calls the page speaks of.
const FUNCTIONS: &[(&str, &str)] = &[
    ("reader_impl", "checksum"),
    ("reader_dyn", "checksum"),
    ("reader_dyn_private", "checksum"),
    ("reader_boxed", "checksum"),
    ("reader_enum", "checksum"),
    ("closure_impl", "apply"),
    ("closure_dyn", "apply"),
    ("closure_box_local", "run"),
    ("closure_box_empty", "apply"),
    ("closure_box_capturing", "apply"),
    ("chain_direct", "drive"),
    ("chain_inlined", "drive"),
    ("chain_enum", "drive"),
    ("chain_dyn", "drive"),
    ("sum_direct", "drive"),
    ("sum_inlined", "drive"),
    ("sum_dyn", "drive"),
    ("sorted_dyn", "total"),
    ("shuffled_dyn", "total"),
    ("sorted_enum", "total"),
    ("shuffled_enum", "total"),
];

/// Declares them.
pub(crate) fn findings(findings: &mut Findings) {
    let sources = Shared::new(|| Sources::of(env!("CARGO_MANIFEST_DIR")));
    let functions = Shared::new(|| -> Result<Vec<(&str, Function)>> {
        FUNCTIONS
            .iter()
            .map(|&(variant, name)| Ok((variant, emitted::optimised(sources.get()?, variant, name)?)))
            .collect()
    });
    let those_with = |property: fn(&Function) -> bool, among: &[&str]| -> Result<String> {
        let is_among = |name: &str| among.is_empty() || among.contains(&name);
        let found = functions.get()?.iter().filter(|(name, function)| is_among(name) && property(function));
        Ok(found.map(|(name, _)| *name).collect::<Vec<_>>().join(", "))
    };
    let compiled = "each variant's file compiled alone with the release profile's settings, its LLVM IR read";
    findings.exact("indirect_calls", compiled).by(|| those_with(Function::has_indirect_call, &[]));
    findings.exact("vector_instructions", compiled).by(|| those_with(has_vector_instruction, &[]));
    findings.exact("allocator_calls", compiled).by(|| -> Result<String> {
        let mut allocating = Vec::new();
        for variant in ["closure_box_local", "closure_box_empty", "closure_box_capturing"] {
            if calls_the_allocator(&emitted::optimised(sources.get()?, variant, "run")?) {
                allocating.push(variant);
            }
        }
        Ok(allocating.join(", "))
    });
    let enums = ["chain_enum", "sorted_enum", "shuffled_enum"];
    findings.exact("matches_in_a_loop", compiled).by(|| those_with(matches_in_a_loop, &enums));
    let step = 41_u64;
    for (key, bytes) in [
        ("size_of_reader", size_of::<&[u8]>()),
        ("size_of_reader_enum", size_of::<reader_enum::Source>()),
        ("size_of_dyn_reference", size_of::<&mut dyn Read>()),
        ("size_of_plain_reference", size_of::<&mut &[u8]>()),
        ("size_of_empty_closure", size_of_val(&|value: u64| value + 41)),
        ("size_of_capturing_closure", size_of_val(&move |value: u64| value + step)),
        ("size_of_token", size_of::<buffer_enum::Token>()),
        ("size_of_item", size_of::<buffer_enum::Item>()),
    ] {
        findings.exact(key, "`size_of` or `size_of_val`, in bytes").found(bytes);
    }
}
