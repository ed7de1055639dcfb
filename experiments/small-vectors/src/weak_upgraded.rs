//! `Weak::upgrade`: the same, after a look at whether the value is still there.

use declaration::Prepared;
use std::hint::black_box;
use std::rc::{Rc, Weak};

// ANCHOR: run
/// Makes an `Rc` of it, and reads a byte.
#[inline(never)]
pub fn run((_, weak): &(Rc<[u8; 1_000]>, Weak<[u8; 1_000]>)) -> u64 {
    let mine = black_box(weak).upgrade();
    mine.map_or(0, |mine| u64::from(mine[999]))
}
// ANCHOR_END: run

/// A caller that keeps the buffer and a `Weak` of it.
pub fn prepare(_: usize) -> Prepared {
    let shared = Rc::new([1; 1_000]); // heap: 1
    let weak = Rc::downgrade(&shared);
    let kept = (shared, weak);
    Box::new(move || run(&kept)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Weak::upgrade()", prepared(prepare))
    .without_size()
    .answers(|_| 1)
    .exact(|_| declaration::Exact::NONE)
    .against("rc_cloned");
