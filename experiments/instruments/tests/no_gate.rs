//! What does a binary hear that counts without the gate?
//!
//! A file of its own, because the global allocator is one a binary.

use std::panic::catch_unwind;

#[test]
fn a_binary_without_the_gate_is_told_what_to_declare() {
    for _ in 0..2 {
        let payload = catch_unwind(|| instruments::count(|| 1)).unwrap_err();
        let message = payload.downcast_ref::<&str>().unwrap();
        assert!(message.contains("is not the gate"), "{message}");
        assert!(message.contains("static ALLOCATOR: instruments::Gate"), "{message}");
    }
}
