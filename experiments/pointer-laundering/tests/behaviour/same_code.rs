//! Is anything left of the laundering in the machine code?
//!
//! Functions whose code is the same, byte for byte, are merged by LLVM, so in the release profile one address stands for all of them.

use pointer_laundering::{
    exposed_provenance, integer_round_trip, local_box, mapped_address, noescape_function, opaque_address,
    opaque_pointer, xor_zero,
};

fn address(run: fn() -> u64) -> usize {
    run as usize
}

#[test]
fn laundered_is_the_same_machine_code_as_honest_in_release_only() {
    let is_release = !cfg!(debug_assertions);
    for (name, run) in [
        ("integer_round_trip", integer_round_trip::run as fn() -> u64),
        ("exposed_provenance", exposed_provenance::run),
        ("xor_zero", xor_zero::run),
        ("mapped_address", mapped_address::run),
        ("noescape_function", noescape_function::run),
    ] {
        assert_eq!(address(run) == address(local_box::run), is_release, "{name} against local_box");
    }
}

#[test]
fn made_opaque_is_other_machine_code_in_every_profile() {
    for (name, run) in [("opaque_address", opaque_address::run as fn() -> u64), ("opaque_pointer", opaque_pointer::run)]
    {
        assert_ne!(address(run), address(local_box::run), "{name} against local_box");
    }
}
