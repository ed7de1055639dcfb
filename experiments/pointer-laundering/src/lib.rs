//! Does hiding a pointer from the compiler keep a value off the heap?
//!
//! In Go it does: an address that went through an integer is lost to the escape analysis, and the value stays on the stack.
//! Rust has no such analysis to escape from. What it has is an optimiser that removes allocations whose whole life it sees.

#[cfg(test)]
mod provenance;

use declaration::{Axis, Experiment};

declaration::variants![
    local,
    laundered_local,
    local_box,
    integer_round_trip,
    exposed_provenance,
    xor_zero,
    mapped_address,
    noescape_function,
    opaque_address,
    opaque_pointer,
    published_pointer,
    printed_local,
    printed_box,
    owned_return,
    leaked_return,
    ring_of_pointers,
    ring_of_indices,
    ring_of_references,
    scoped_thread,
    moving_thread,
    sharing_thread,
];

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Does hiding a pointer from the compiler keep a value off the heap?",
    baseline: "local_box",
    axis: Some(Axis { quantity: "nodes in the ring", unit: "nodes", sizes: &[16, 1024] }),
    variants: VARIANTS,
};

const ARRAY: u64 = 32;

/// The numbers below `nodes`, each passed twice.
fn twice_the_sum(nodes: usize) -> u64 {
    let nodes = nodes as u64;
    nodes * nodes.saturating_sub(1)
}
