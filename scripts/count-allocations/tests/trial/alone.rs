//! One test, alone in its program, and a counter of the process.

#![allow(unsafe_code, reason = "a global allocator is an unsafe trait; every method forwards to the system allocator")]

mod counter;
mod work;

#[test]
fn the_only_one_asks_for_nothing() {
    work::turns();
    counter::assert_nothing(work::work);
}
