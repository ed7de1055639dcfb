//! What is established beside counts and times: sizes of types, and what the compiler left of each variant's function.

#[path = "../tests/emitted/mod.rs"]
mod emitted;

use anyhow::Result;
use emitted::Function;
use instruments::{Finding, Value, print_findings};
use std::any::Any;
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

fn main() -> Result<()> {
    let functions = FUNCTIONS
        .iter()
        .map(|&(variant, name)| Ok((variant, Function::optimised(variant, name)?)))
        .collect::<Result<Vec<_>>>()?;
    let those_with = |property: fn(&Function) -> bool| {
        let names: Vec<&str> =
            functions.iter().filter(|(_, function)| property(function)).map(|(name, _)| *name).collect();
        Value::Text(names.join(", "))
    };
    let enums = ["chain_enum", "sorted_enum", "shuffled_enum"];
    let matching: Vec<&str> = functions
        .iter()
        .filter(|(name, function)| enums.contains(name) && function.matches_in_a_loop())
        .map(|(name, _)| *name)
        .collect();
    let mut allocating = Vec::new();
    for variant in ["closure_box_local", "closure_box_empty", "closure_box_capturing"] {
        if Function::optimised(variant, "run")?.calls_the_allocator() {
            allocating.push(variant);
        }
    }
    let compiled = "each variant's file compiled alone with the release profile's settings, its LLVM IR read";
    let mut findings = vec![
        finding("indirect_calls", those_with(Function::has_indirect_call), compiled),
        finding("vector_instructions", those_with(Function::has_vector_instruction), compiled),
        finding("allocator_calls", Value::Text(allocating.join(", ")), compiled),
        finding("matches_in_a_loop", Value::Text(matching.join(", ")), compiled),
    ];
    let step = 41_u64;
    let sizes = [
        ("size_of_reader", size_of::<&[u8]>()),
        ("size_of_reader_enum", size_of::<reader_enum::Source>()),
        ("size_of_dyn_reference", size_of::<&mut dyn Read>()),
        ("size_of_plain_reference", size_of::<&mut &[u8]>()),
        ("size_of_empty_closure", size_of_val(&|value: u64| value + 41)),
        ("size_of_capturing_closure", size_of_val(&move |value: u64| value + step)),
        ("size_of_token", size_of::<buffer_enum::Token>()),
        ("size_of_item", size_of::<buffer_enum::Item>()),
        ("size_of_boxed_any", size_of::<Box<dyn Any>>()),
        ("size_of_boxed_number", size_of::<Box<u64>>()),
    ];
    findings.extend(
        sizes.map(|(key, bytes)| finding(key, Value::Integer(bytes as i64), "`size_of` or `size_of_val`, in bytes")),
    );
    print_findings(&findings);
    Ok(())
}

fn finding(key: &str, value: Value, how: &str) -> Finding {
    Finding { key: key.to_owned(), value, exact: true, how: how.to_owned() }
}
