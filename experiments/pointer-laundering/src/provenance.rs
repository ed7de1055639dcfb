//! Does every unsafe variant use its pointers as the language allows?
//!
//! Run by `cargo test`, this checks answers only. Run by Miri, which checks provenance, it checks the pointers:
//! `MIRIFLAGS=-Zmiri-permissive-provenance cargo +nightly miri test -p pointer-laundering --lib`.

use crate::{
    exposed_provenance, integer_round_trip, laundered_local, mapped_address, noescape_function, opaque_address,
    opaque_pointer, published_pointer, ring_of_pointers, xor_zero,
};

#[test]
fn laundered_pointers_are_used_within_the_life_of_what_they_point_to() {
    for run in [
        laundered_local::run,
        integer_round_trip::run,
        exposed_provenance::run,
        xor_zero::run,
        mapped_address::run,
        noescape_function::run,
        opaque_address::run,
        opaque_pointer::run,
        published_pointer::run,
    ] {
        assert_eq!(run(), 42);
    }
}

#[test]
fn a_ring_of_pointers_frees_each_node_once() {
    for nodes in 0..20 {
        assert_eq!(ring_of_pointers::run(nodes), (nodes * nodes.saturating_sub(1)) as u64);
    }
}
