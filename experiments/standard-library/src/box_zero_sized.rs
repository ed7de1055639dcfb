//! A boxed trait object without fields does not allocate: there are no bytes to keep.
//!
//! `Box::new` of a value without size makes a dangling pointer; the vtable is a constant.

trait Named {
    fn name(&self) -> &'static str;
}

// ANCHOR: run
struct Marker;

impl Named for Marker {
    fn name(&self) -> &'static str {
        "marker"
    }
}

#[inline(never)]
fn named() -> Box<dyn Named> {
    Box::new(Marker) // heap: elided
}

/// No block, although a `Box` is made.
#[inline(never)]
pub fn run() -> u64 {
    named().name().len() as u64 // heap: elided
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Box<dyn Trait>` of a value without fields", run)
        .answers(|_| 6)
        .exact(|_| declaration::Exact::NONE);
