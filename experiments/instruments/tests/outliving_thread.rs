//! What does `count` say of a thread that is still running when the counted closure has returned?
//!
//! A file of its own, because such a thread keeps the whole binary from counting.

use instruments::{Exact, Gate, count, spawn};
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

#[global_allocator]
static ALLOCATOR: Gate = Gate;

fn panic_message<T>(work: impl FnOnce() -> T) -> String {
    let payload = catch_unwind(AssertUnwindSafe(work)).err().expect("it panics");
    payload.downcast_ref::<String>().expect("its message is text").clone()
}

#[test]
fn a_thread_that_outlives_its_count_is_an_error_until_it_has_ended() {
    let (end, ended) = mpsc::channel::<()>();
    let mut child = None;
    let message = panic_message(|| count(|| child = Some(spawn(move || ended.recv()))));
    assert!(message.contains("outlives the counted closure; join it inside"), "{message}");

    let message = panic_message(|| count(|| 1));
    assert!(message.contains("in an earlier measurement is still running"), "{message}");

    end.send(()).unwrap();
    child.unwrap().join().unwrap().unwrap();
    assert_eq!(count(|| drop(black_box(Box::new(1_u64)))).1, Exact::once(8));
}
