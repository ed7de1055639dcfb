//! With the value in a box of its own, the `Weak` keeps the counters and the address.

use std::hint::black_box;
use std::rc::Rc;

// ANCHOR: run
/// Makes a buffer in a box behind an `Rc`, lets go of it, and makes the next buffer while a `Weak` is there.
#[inline(never)]
pub fn run() -> u64 {
    let shared: Rc<Box<[u8]>> = Rc::new(black_box(vec![1; 1_000].into_boxed_slice())); // heap: 2
    let weak = Rc::downgrade(&shared);
    drop(shared);
    let next = black_box(vec![2_u8; 1_000]); // heap: 1
    assert!(weak.upgrade().is_none());
    u64::from(next[999])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("Rc of a Box dropped, Weak kept, next buffer", run)
        .answers(|_| 2)
        .exact(|_| declaration::Exact {
            peak_bytes: 1_000 + crate::SHARED_BOX,
            ..declaration::Exact::together(3, 2_000 + crate::SHARED_BOX)
        })
        .against("weak_dropped");
