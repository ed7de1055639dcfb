//! `Rc::make_mut` of a value that somebody else has, too: it is copied first.

use declaration::Prepared;
use std::rc::Rc;

// ANCHOR: run
/// Changes a byte of the buffer.
#[inline(never)]
pub fn run(shared: &mut Rc<[u8; 1_000]>) -> u64 {
    let mut mine = Rc::clone(shared);
    let bytes = Rc::make_mut(&mut mine); // heap: may
    bytes[999] = 7;
    u64::from(bytes[999])
}
// ANCHOR_END: run

/// A caller that keeps the buffer.
pub fn prepare(_: usize) -> Prepared {
    let mut shared = Rc::new([1; 1_000]); // heap: 1
    Box::new(move || run(&mut shared)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("make_mut(), shared", prepared(prepare))
    .without_size()
    .answers(|_| 7)
    .exact(|_| declaration::Exact::once(crate::SHARED))
    .against("made_mut_alone");
