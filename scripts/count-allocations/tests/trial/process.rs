//! Eight tests, and a counter of the process.

#![allow(unsafe_code, reason = "a global allocator is an unsafe trait; every method forwards to the system allocator")]

mod counter;
mod eight;
mod work;

use counter::assert_nothing;
