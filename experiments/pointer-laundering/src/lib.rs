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
#[cfg(test)]
mod provenance;

use instruments::{Axis, Exact, Experiment, Variant};

/// The declaration: what is measured, and what must come out.
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
        Variant::fixed("scoped_thread", "a scoped thread borrows a local array", scoped_thread::run)
            .untimed()
            .starts_threads(1)
            .beside_the_global_allocator(1)
            .in_uncounted_threads(|_| freed_by_the_thread(CLOSURE))
            .answers(|_| 30)
            .exact(|_| started(CLOSURE, Some(SCOPE))),
        Variant::fixed("moving_thread", "a thread gets a copy of the array", moving_thread::run)
            .untimed()
            .starts_threads(1)
            .beside_the_global_allocator(1)
            .in_uncounted_threads(|_| freed_by_the_thread(CLOSURE - POINTER + ARRAY))
            .answers(|_| 30)
            .exact(|_| started(CLOSURE - POINTER + ARRAY, None)),
        Variant::fixed("sharing_thread", "a thread shares the array by Arc", sharing_thread::run)
            .untimed()
            .starts_threads(1)
            .beside_the_global_allocator(1)
            .in_uncounted_threads(|_| freed_by_the_thread(CLOSURE))
            .answers(|_| 30)
            .exact(|_| started(CLOSURE, Some(OWNERS + ARRAY))),
    ],
};

/// Bytes of the block that brings back a thread's result.
const PACKET: u64 = 48;
/// Bytes of the block from which a new thread learns who it is and what to run.
const INITIALISATION: u64 = 24;
/// Bytes of the block that holds the closure: what the standard library adds, the flag of `instruments::spawn`, and a pointer to the array.
const CLOSURE: u64 = 56;
/// Bytes of the block that counts the threads of a scope.
const SCOPE: u64 = 40;
/// Bytes of the two counts in the block of an `Arc`.
const OWNERS: u64 = 16;
const POINTER: u64 = 8;
const ARRAY: u64 = 32;

/// Starting a thread: packet, initialisation and closure, and in two variants a fourth block. All live together.
///
/// The last two of the three are freed by the new thread, outside the closure that is counted.
fn started(closure: u64, fourth: Option<u64>) -> Exact {
    let blocks = if fourth.is_some() { 4 } else { 3 };
    let all = Exact::together(blocks, PACKET + INITIALISATION + closure + fourth.unwrap_or(0));
    Exact { deallocations: blocks - 2, end_bytes: (INITIALISATION + closure) as i64, ..all }
}

/// What the new thread frees before and after the closure that is counted.
fn freed_by_the_thread(closure: u64) -> Exact {
    Exact { deallocations: 2, end_bytes: -((INITIALISATION + closure) as i64), ..Exact::NONE }
}

/// The numbers below `nodes`, each passed twice.
fn twice_the_sum(nodes: usize) -> u64 {
    let nodes = nodes as u64;
    nodes * nodes.saturating_sub(1)
}
