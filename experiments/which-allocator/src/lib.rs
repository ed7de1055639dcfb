//! Which allocator should a Rust program have, and what does another one change?
//!
//! The variants are the work, in pairs: as it is often written, and with fewer requests. Their counts are those of every allocator. The programs in `src/bin` do the same
//! work, and some of other chapters, each under an allocator of its own; `cargo workbook allocators` runs them.

mod ledger;
pub mod work;

use declaration::Experiment;

declaration::variants![
    blocks,
    blocks_in_list,
    mixed,
    mixed_reused,
    growing,
    growing_reserved,
    words,
    words_borrowed,
    map,
    map_borrowed,
    handed_over,
    handed_over_in_list,
];

/// The same as in [`work`], for figures.
const BLOCKS: u64 = work::BLOCKS as u64;
const HANDED: u64 = work::HANDED as u64;
const WORDS: u64 = work::WORDS as u64;
/// Bytes of a `String` or a `Vec`: address, length and capacity.
const HEADER: u64 = 24;
/// Bytes of a boxed slice or a `&str`: address and length.
const FAT: u64 = 16;
/// Bytes of a record.
const RECORD: u64 = size_of::<work::Record>() as u64;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Which allocator should a Rust program have, and what does another one change?",
    baseline: "blocks",
    axis: None,
    variants: VARIANTS,
};

/// The bytes of all small blocks.
fn bytes_of_blocks() -> u64 {
    (0..work::BLOCKS).map(|block| size_of_val(work::numbers(block)) as u64).sum()
}

/// What is read of the list that grows.
fn grown_answer() -> u64 {
    (work::GROWN as u64) << 8 | (work::GROWN as u64 - 1)
}
