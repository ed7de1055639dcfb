//! Does hiding a pointer from the compiler keep a value off the heap?
//!
//! In Go it does: an address that went through an integer is lost to the escape analysis, and the value stays on the stack.
//! Rust has no such analysis to escape from. What it has is an optimiser that removes allocations whose whole life it sees.

pub mod local;
pub mod laundered_local;
pub mod local_box;
pub mod integer_round_trip;
pub mod exposed_provenance;
pub mod xor_zero;
pub mod mapped_address;
pub mod noescape_function;
pub mod opaque_address;
pub mod opaque_pointer;
pub mod published_pointer;
pub mod printed_local;
pub mod printed_box;
pub mod owned_return;
pub mod leaked_return;
pub mod ring_of_pointers;
pub mod ring_of_indices;
pub mod ring_of_references;
pub mod scoped_thread;
pub mod moving_thread;
pub mod sharing_thread;

use instruments::{Axis, Exact, Experiment, Variant};

/// The declaration: what is measured, and what must come out.
///
/// The three threaded variants are not in it. Of the blocks it takes to start a thread, two are freed by the new thread after the counted closure,
/// so the gate's count ends above zero where dhat's and malloc's end at zero. `tests/threads.rs` holds them to their exact figures.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Does hiding a pointer from the compiler keep a value off the heap?",
    baseline: "local_box",
    axis: Some(Axis { quantity: "nodes in the ring", unit: "nodes", sizes: &[16, 1024] }),
    variants: &[
        Variant::fixed("local", "a local, read through a reference", local::run).answers(|_| 42).exact(|_| Exact::NONE),
        Variant::fixed(
            "laundered_local",
            "a local, read through pointer, integer, xor 0, pointer",
            laundered_local::run,
        )
        .answers(|_| 42)
        .exact(|_| Exact::NONE),
        Variant::fixed("local_box", "a box that never leaves the function", local_box::run)
            .answers(|_| 42)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE),
        Variant::fixed(
            "integer_round_trip",
            "a box whose pointer is cast to an integer and back",
            integer_round_trip::run,
        )
        .answers(|_| 42)
        .debug(|_| Exact::once(8))
        .release(|_| Exact::NONE),
        Variant::fixed(
            "exposed_provenance",
            "the same by expose_provenance and with_exposed_provenance",
            exposed_provenance::run,
        )
        .answers(|_| 42)
        .debug(|_| Exact::once(8))
        .release(|_| Exact::NONE),
        Variant::fixed("xor_zero", "the same with xor 0 between the casts", xor_zero::run)
            .answers(|_| 42)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE),
        Variant::fixed("mapped_address", "xor 0 by map_addr, without an integer in between", mapped_address::run)
            .answers(|_| 42)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE),
        Variant::fixed(
            "noescape_function",
            "casts and xor 0 in a function that is not inlined",
            noescape_function::run,
        )
        .answers(|_| 42)
        .debug(|_| Exact::once(8))
        .release(|_| Exact::NONE),
        Variant::fixed("opaque_address", "the address is hidden from the optimiser", opaque_address::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(8)),
        Variant::fixed("opaque_pointer", "the pointer is hidden from the optimiser", opaque_pointer::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(8)),
        Variant::fixed("published_pointer", "the pointer is put into a static and taken back", published_pointer::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(8)),
        Variant::fixed("printed_local", "the address of a local is printed", printed_local::run)
            .against("printed_local")
            .answers(|_| 42)
            .exact(|_| Exact::NONE),
        Variant::fixed("printed_box", "the address of a box is printed", printed_box::run)
            .against("printed_local")
            .answers(|_| 42)
            .exact(|_| Exact::once(8)),
        Variant::fixed("owned_return", "an array is returned by value", owned_return::run)
            .untimed()
            .answers(|_| 30)
            .exact(|_| Exact::NONE),
        Variant::fixed("leaked_return", "a reference to a leaked array is returned", leaked_return::run)
            .untimed()
            .answers(|_| 30)
            .exact(|_| Exact { deallocations: 0, end_bytes: 32, ..Exact::once(32) }),
        Variant::sized("ring_of_pointers", "a box a node, linked by raw pointers", ring_of_pointers::run)
            .against("ring_of_pointers")
            .answers(twice_the_sum)
            .exact(|nodes| Exact::together(nodes as u64, 16 * nodes as u64)),
        Variant::sized("ring_of_indices", "nodes in a Vec, linked by index", ring_of_indices::run)
            .against("ring_of_pointers")
            .answers(twice_the_sum)
            .exact(|nodes| Exact::once(16 * nodes as u64)),
        Variant::sized("ring_of_references", "nodes in a Vec, linked by references in cells", ring_of_references::run)
            .against("ring_of_pointers")
            .answers(twice_the_sum)
            .exact(|nodes| Exact::once(16 * nodes as u64)),
    ],
};

/// The numbers below `nodes`, each passed twice.
fn twice_the_sum(nodes: usize) -> u64 {
    let nodes = nodes as u64;
    nodes * nodes.saturating_sub(1)
}
