//! `Rc::new` allocates; `Rc::clone`, `Rc::downgrade` and `Weak::new` do not.
//!
//! A clone is a counter raised by one. A `Weak` that points to nothing has no counters to keep.

use std::rc::{Rc, Weak};

// ANCHOR: run
/// One block: two counters and the value.
#[inline(never)]
pub fn run() -> u64 {
    let first = Rc::new(39_u64); // heap: 1
    let second = Rc::clone(&first);
    let weak = Rc::downgrade(&first);
    let nothing: Weak<u64> = Weak::new();
    *second + Rc::strong_count(&first) as u64 + Rc::weak_count(&first) as u64 + u64::from(weak.ptr_eq(&nothing))
}
// ANCHOR_END: run

// Two counters of a word each stand before the value.
pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`Rc::new`, `clone`, `downgrade`", run)
    .answers(|_| 42)
    .exact(|_| declaration::Exact::once(crate::COUNTERS + 8));
