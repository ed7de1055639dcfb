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
/// Bytes of an `Rc<str>` or an `Arc<str>`: address and length.
const ARC: u64 = 16;
/// Bytes of the number of a name, and of a number with its name.
const NUMBER: u64 = 4;
const NUMBERED: u64 = 24;
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

/// What the builder of `SmolStr` asks for, for a text of a length and a character more: nothing if both fit into the value.
///
/// Otherwise there is a `String`, made for the text, whose block doubles for the character, and in the end the copy behind counters.
/// A text that fills the value is moved into a `String` with room for the character.
const fn built(length: usize) -> Exact {
    if length < INLINE {
        return Exact::NONE;
    }
    if length == INLINE {
        return copied(length + 1);
    }
    let (text, copy) = (length as u64, shared_block(length + 1));
    let together = Exact::together(2, 2 * text + copy);
    Exact { reallocations: 1, requested_bytes: 3 * text + copy, ..together }
}

/// What `serde_json` asks for to decode the escaped name: a list of bytes, which has room for the 15 before the first escape and is
/// doubled for the rest, and the `String` that is made of it.
const fn unescaped() -> Exact {
    Exact { reallocations: 1, requested_bytes: 15 + 30 + NAME, ..Exact::together(2, 30 + NAME) }
}

/// A list with an entry for each name, and a block for each name.
const fn each_name(entry: u64, block: u64) -> Exact {
    let names = work::NAMES as u64;
    Exact::together(1 + names, names * entry + names * block)
}

/// Bytes of a hash table with so many places: the entries, a byte for each place, and a group of these bytes more.
const fn table(entry: u64, places: u64) -> u64 {
    places * entry + places + 16
}

/// Bytes that are live once the names are interned: the list of what is kept for each, the different names, and a table of so many
/// places.
const fn kept(different: usize, entry: u64, listed: u64, places: u64) -> u64 {
    work::NAMES as u64 * listed + different as u64 * shared_block(work::NAME_LENGTH) + table(entry, places)
}

/// A list with `listed` bytes for each name, a block for each different one, and the tables that hold these with `entry` bytes each.
///
/// A table has 4 places for 3 entries, 8 for 7, and is then filled to seven eighths. The next one is made before it is freed.
fn interned(different: usize, entry: u64, listed: u64) -> Exact {
    let (mut places, mut room, mut tables, mut bytes, mut peak) = (4, 3, 1, table(entry, 4), 0);
    while room < different {
        let next = 2 * places;
        bytes += table(entry, next);
        tables += 1;
        peak = kept(room + 1, entry, listed, places) + table(entry, next);
        (places, room) = (next, if next == 8 { 7 } else { next as usize / 8 * 7 });
    }
    let blocks = 1 + different as u64 + tables;
    let requested = kept(different, entry, listed, places) - table(entry, places) + bytes;
    let peak_bytes = peak.max(kept(different, entry, listed, places));
    Exact { peak_bytes, ..Exact::together(blocks, requested) }
}
