//! `Rc::make_mut` of a value that nobody else has: it is changed where it is.

use declaration::Prepared;
use std::rc::Rc;

// ANCHOR: run
/// Changes a byte of the buffer.
#[inline(never)]
pub fn run(shared: &mut Rc<[u8; 1_000]>) -> u64 {
    let bytes = Rc::make_mut(shared); // heap: may
    bytes[999] = 7;
    u64::from(bytes[999])
}
// ANCHOR_END: run

/// A caller that keeps the buffer.
pub fn prepare(_: usize) -> Prepared {
    let mut shared = Rc::new([1; 1_000]); // heap: 1
    Box::new(move || run(&mut shared)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("make_mut(), alone", prepared(prepare))
    .without_size()
    .answers(|_| 7)
    .exact(|_| declaration::Exact::NONE)
    .against("made_mut_alone");
