//! What happens when memory runs out, and what does it cost to be ready for it?

pub mod failing;
pub mod work;

use declaration::{Exact, Experiment};

declaration::variants![
    with_capacity,
    try_reserved,
    pushed,
    try_pushed,
    try_pushed_exact,
    try_reserved_nothing,
    boxed,
    try_boxed,
    map_inserted,
    map_try_inserted,
    length_trusted,
    length_checked,
    length_in_steps,
];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "What happens when memory runs out, and what does it cost to be ready for it?",
    baseline: "with_capacity",
    axis: None,
    variants: VARIANTS,
};

/// The block of a list that knows its length.
const fn exact_list() -> Exact {
    Exact::once(8 * work::NUMBERS as u64)
}

/// The blocks of a list that begins with room for four numbers, and doubles until there is room for a thousand.
const fn doubled_list() -> Exact {
    Exact { reallocations: 8, requested_bytes: 8 * (2_048 - 4), ..Exact::once(8 * 1_024) }
}

/// The tables of a map that gets a hundred entries one by one: for 4, 8, 16, 32, 64 and 128 of them, each of 16 bytes with a byte beside it
/// and 16 bytes at the end; the next is made before the last goes.
fn doubled_map() -> Exact {
    let table = |places: u64| 17 * places + 16;
    let all = [4, 8, 16, 32, 64, 128].map(table);
    Exact { peak_bytes: table(64) + table(128), ..Exact::together(6, all.iter().sum()) }
}
