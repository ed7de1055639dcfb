//! `Rc::make_mut` of a value of which there is a `Weak`: it is moved into a new block, and the `Weak` finds nothing any more.

use std::hint::black_box;
use std::rc::Rc;

// ANCHOR: run
/// Makes a buffer and a `Weak` of it, and changes a byte.
#[inline(never)]
pub fn run() -> u64 {
    let mut shared: Rc<[u8; 1_000]> = Rc::new(black_box([1; 1_000])); // heap: 1
    let weak = Rc::downgrade(&shared);
    let bytes = Rc::make_mut(&mut shared); // heap: may
    bytes[999] = 7;
    let byte = black_box(&shared)[999];
    assert!(weak.upgrade().is_none());
    u64::from(byte)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Rc made, Weak made, make_mut()", run)
    .answers(|_| 7)
    .exact(|_| declaration::Exact::together(2, 2 * crate::SHARED))
    .against(declaration::ITSELF);
