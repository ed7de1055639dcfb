//! A clone of an `Rc`: a counter goes up, and down again.

use declaration::Prepared;
use std::hint::black_box;
use std::rc::Rc;

// ANCHOR: run
/// Clones it, and reads a byte.
#[inline(never)]
pub fn run(shared: &Rc<[u8; 1_000]>) -> u64 {
    let mine = Rc::clone(black_box(shared));
    u64::from(mine[999])
}
// ANCHOR_END: run

/// A caller that keeps the buffer.
pub fn prepare(_: usize) -> Prepared {
    let shared = Rc::new([1; 1_000]); // heap: 1
    Box::new(move || run(&shared)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Rc::clone()", prepared(prepare))
    .without_size()
    .answers(|_| 1)
    .exact(|_| declaration::Exact::NONE)
    .against(declaration::ITSELF);
