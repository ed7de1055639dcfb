//! Without a `Weak` left, the block goes when the last `Rc` does.

use std::hint::black_box;
use std::rc::Rc;

// ANCHOR: run
/// Makes a buffer behind an `Rc`, lets go of it and of the `Weak`, and makes the next buffer.
#[inline(never)]
pub fn run() -> u64 {
    let shared: Rc<[u8; 1_000]> = Rc::new(black_box([1; 1_000])); // heap: 1
    let weak = Rc::downgrade(&shared);
    drop(shared);
    drop(weak);
    let next = black_box(vec![2_u8; 1_000]); // heap: 1
    u64::from(next[999])
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("Rc dropped, Weak dropped, next buffer", run)
    .answers(|_| 2)
    .exact(|_| declaration::Exact {
        peak_bytes: crate::SHARED,
        ..declaration::Exact::together(2, crate::SHARED + 1_000)
    })
    .against(declaration::ITSELF);
