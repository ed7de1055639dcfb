//! What does each type of text ask of the allocator when it is made, cloned, grown and made into another?

pub mod work;

use declaration::{Axis, Exact, Experiment};
use work::LENGTHS;

declaration::variants![
    str_borrowed,
    string_made,
    box_made,
    rc_made,
    arc_made,
    arc_string_made,
    cow_made,
    smol_made,
    string_cloned,
    box_cloned,
    rc_cloned,
    arc_cloned,
    cow_borrowed_cloned,
    cow_owned_cloned,
    smol_cloned,
    string_cloned_from,
    str_cloned_into,
    string_assigned,
    box_cloned_from,
    string_boxed,
    string_with_room_boxed,
    box_into_string,
    string_into_bytes,
    string_into_arc,
    box_into_arc,
    arc_into_string,
    string_into_smol,
    cow_into_owned,
    string_pushed_with_room,
    string_pushed,
    arc_grown,
    smol_built,
    arc_changed_alone,
    arc_changed_shared,
    cow_unchanged,
    cow_changed,
    cow_made_owned,
    string_returned,
    json_string,
    json_str,
    json_cow,
    json_cow_borrowed,
    json_cow_escaped,
    json_option_cow,
    json_option_text,
    names_as_strings,
    names_as_arcs,
    names_interned,
    names_numbered,
    distinct_as_strings,
    distinct_interned,
];

/// Bytes of the two counters in the block of an `Rc` or an `Arc`.
const COUNTERS: u64 = 16;
/// Bytes of a `String`: address, length and capacity.
const STRING: u64 = 24;
/// Bytes that a `SmolStr` holds inline.
const INLINE: usize = 23;
/// Bytes of the name in the JSON.
const NAME: u64 = work::NAME.len() as u64;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What does each type of text ask of the allocator when it is made, cloned, grown and made into another?",
    baseline: "str_borrowed",
    axis: Some(Axis { quantity: "length of the text", unit: "B", sizes: LENGTHS }),
    variants: VARIANTS,
};

/// Bytes of a block with counters and a text. Its alignment is that of the counters, so the size is a multiple of eight.
const fn shared_block(length: usize) -> u64 {
    (COUNTERS + length as u64).next_multiple_of(8)
}

/// The block of an `Rc<str>` or an `Arc<str>`.
const fn shared(length: usize) -> Exact {
    Exact::once(shared_block(length))
}

/// A block with the text alone and a block with counters and a copy of it, one made from the other.
const fn copied(length: usize) -> Exact {
    Exact::together(2, length as u64 + shared_block(length))
}
