//! Way out: true references, without unsafe code. The nodes are in one `Vec`, and their links are set afterwards through a `Cell`.
//!
//! The borrow checker accepts a ring of references when all nodes die together.
//! The price: while the links exist, the `Vec` is borrowed and cannot grow.

use std::cell::Cell;

// ANCHOR: ring_of_references
struct Node<'ring> {
    value: u64,
    next: Cell<Option<&'ring Node<'ring>>>,
}

/// Builds a ring, walks around it twice, frees it. The sum of what was passed.
#[inline(never)]
pub fn run(nodes: usize) -> u64 {
    let ring: Vec<Node<'_>> = (0..nodes as u64).map(|value| Node { value, next: Cell::new(None) }).collect(); // heap: 1
    for (node, next) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        node.next.set(Some(next));
    }
    let (mut sum, mut here) = (0, ring.first());
    for _ in 0..2 * nodes {
        if let Some(node) = here {
            sum += node.value;
            here = node.next.get();
        }
    }
    sum
}
// ANCHOR_END: ring_of_references

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("nodes in a Vec, linked by references in cells", sized(run))
        .against("ring_of_pointers")
        .answers(crate::twice_the_sum)
        .exact(|nodes| declaration::Exact::once(16 * nodes as u64));
