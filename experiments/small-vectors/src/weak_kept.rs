//! A `Weak` keeps the whole block: the value is dropped with the last `Rc`, and its room stays.

use std::hint::black_box;
use std::rc::Rc;

// ANCHOR: run
/// Makes a buffer behind an `Rc`, lets go of it, and makes the next buffer while a `Weak` is there.
#[inline(never)]
pub fn run() -> u64 {
    let shared: Rc<[u8; 1_000]> = Rc::new(black_box([1; 1_000])); // heap: 1
    let weak = Rc::downgrade(&shared);
    drop(shared);
    let next = black_box(vec![2_u8; 1_000]); // heap: 1
    assert!(weak.upgrade().is_none());
    u64::from(next[999])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Rc dropped, Weak kept, next buffer", run)
    .answers(|_| 2)
    .exact(|_| declaration::Exact::together(2, crate::SHARED + 1_000))
    .against("weak_dropped");
