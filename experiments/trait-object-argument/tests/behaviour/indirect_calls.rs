//! Is an indirect call or a call of the allocator really left where the page claims one, and gone where it claims none?

#[path = "../emitted/mod.rs"]
mod emitted;

use anyhow::Result;
use emitted::{calls_the_allocator, has_vector_instruction, matches_in_a_loop};
use harness::compiled::{Function, Sources};

fn optimised(variant: &str, function: &str) -> Result<Function> {
    emitted::optimised(&Sources::of(env!("CARGO_MANIFEST_DIR"))?, variant, function)
}

fn has_indirect_call(variant: &str, function: &str) -> Result<bool> {
    Ok(optimised(variant, function)?.has_indirect_call())
}

#[test]
fn a_trait_object_of_unknown_type_is_called_indirectly() -> Result<()> {
    for (variant, function) in [
        ("reader_dyn", "checksum"),
        ("reader_boxed", "checksum"),
        ("closure_dyn", "apply"),
        ("closure_box_empty", "apply"),
        ("closure_box_capturing", "apply"),
        ("chain_dyn", "drive"),
        ("sum_dyn", "drive"),
        ("sorted_dyn", "total"),
        ("shuffled_dyn", "total"),
    ] {
        assert!(has_indirect_call(variant, function)?, "{variant}::{function}");
    }
    Ok(())
}

#[test]
fn generics_and_enums_leave_no_indirect_call() -> Result<()> {
    for (variant, function) in [
        ("reader_impl", "checksum"),
        ("reader_enum", "checksum"),
        ("closure_impl", "apply"),
        ("chain_direct", "drive"),
        ("chain_inlined", "drive"),
        ("chain_enum", "drive"),
        ("sum_direct", "drive"),
        ("sum_inlined", "drive"),
        ("sorted_enum", "total"),
        ("shuffled_enum", "total"),
    ] {
        assert!(!has_indirect_call(variant, function)?, "{variant}::{function}");
    }
    Ok(())
}

#[test]
fn a_trait_object_whose_type_the_compiler_finds_out_is_called_directly() -> Result<()> {
    assert!(!has_indirect_call("reader_dyn_private", "checksum")?);
    assert!(!has_indirect_call("closure_box_local", "run")?);
    Ok(())
}

#[test]
fn the_local_box_is_elided_and_the_one_given_away_is_not() -> Result<()> {
    assert!(!calls_the_allocator(&optimised("closure_box_local", "run")?));
    assert!(!calls_the_allocator(&optimised("closure_box_empty", "run")?));
    assert!(calls_the_allocator(&optimised("closure_box_capturing", "run")?));
    Ok(())
}

#[test]
fn only_the_inlined_sum_handles_several_values_at_once() -> Result<()> {
    for (variant, expected) in [("sum_inlined", true), ("sum_direct", false), ("sum_dyn", false)] {
        let drive = optimised(variant, "drive")?;
        assert_eq!(has_vector_instruction(&drive), expected, "{variant}");
    }
    Ok(())
}

#[test]
fn the_match_on_one_enum_is_made_before_the_loop_and_that_on_many_inside() -> Result<()> {
    assert!(!matches_in_a_loop(&optimised("chain_enum", "drive")?));
    assert!(matches_in_a_loop(&optimised("sorted_enum", "total")?));
    Ok(())
}
