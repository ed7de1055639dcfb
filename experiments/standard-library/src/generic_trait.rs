//! A trait's method that allocates, called through a type parameter: each version allocates or not, as its type does.

// ANCHOR: run
trait Label {
    fn label(&self) -> String;
}

impl Label for u64 {
    fn label(&self) -> String {
        String::from("number") // heap: 1
    }
}

impl Label for () {
    fn label(&self) -> String {
        String::new() // heap: none
    }
}

#[inline(never)]
fn labelled<T: Label>(value: &T) -> String {
    value.label()
}

/// One block, in the version for `u64`.
#[inline(never)]
pub fn run() -> u64 {
    (labelled(&7_u64).len() + labelled(&()).len()) as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a trait's method, in two generic versions", run)
        .answers(|_| 6)
        .exact(|_| declaration::Exact::once(6));
