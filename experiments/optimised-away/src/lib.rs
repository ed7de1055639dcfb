//! Which allocations does the optimiser remove, and what stops it?
//!
//! Each variant is one snippet, in a file that uses the standard library alone: `cargo workbook matrix` compiles the same files
//! with other settings of the compiler, and counts again.
//!
//! Most variants work on a number of their own. The optimiser merges functions that are equal, and then a function that is looked
//! at in the object code goes by the name of another one.

use declaration::Experiment;

declaration::variants![
    value,
    box_read,
    box_value_opaque,
    box_in_loop,
    box_leaked,
    box_in_function,
    box_dyn_fn,
    box_dyn_future,
    box_array_constant_index,
    option_box_matched,
    option_box_unconditional,
    box_during_call,
    box_through_integer,
    box_compared,
    box_null_tested,
    box_alignment_tested,
    box_tagged,
    box_moved_along,
    raw_alloc,
    reference_passed,
    rc_unwrapped,
    vec_list,
    vec_runtime_length,
    vec_runtime_filled,
    vec_runtime_checked_nonzero,
    vec_runtime_zeros_read,
    vec_runtime_collected,
    vec_runtime_room,
    string_runtime_room,
    string_runtime_copied,
    vec_pushed,
    vec_collected,
    format_literal,
    reference_opaque,
    owner_opaque,
    address_opaque,
    box_compared_opaque,
    box_ordered,
    box_address_used,
    box_published,
    reference_passed_public,
    box_returned,
    box_array_runtime_index,
    box_of_two,
    option_box_checked,
    box_list,
    box_dyn_error,
    vec_pushed_in_loop,
    vec_runtime_pushed,
    string_runtime_pushed,
    vec_runtime_checked,
    vec_runtime_sevens_read,
    vec_runtime_repeated,
    vec_grown,
    format_number,
    string_cloned,
    string_added,
    rc,
    arc,
    arc_unwrapped,
    hash_map,
    btree_map,
    vec_empty,
];

/// The declaration: what is measured, and what must come out.
///
/// Few variants are timed: the question is whether, not how long.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Which allocations does the optimiser remove, and what stops it?",
    baseline: "value",
    axis: None,
    variants: VARIANTS,
};
