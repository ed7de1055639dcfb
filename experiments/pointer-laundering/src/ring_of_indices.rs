//! Way out: an index instead of a reference. The nodes are in one `Vec`, and a node names its neighbour by its place.
//!
//! An index borrows nothing, so the `Vec` may be changed while indices to it are kept. A wrong index is a panic, not undefined behaviour.

// ANCHOR: ring_of_indices
struct Node {
    value: u64,
    next: usize,
}

/// Builds a ring, walks around it twice, frees it. The sum of what was passed.
#[inline(never)]
pub fn run(nodes: usize) -> u64 {
    let ring: Vec<Node> = (0..nodes).map(|place| Node { value: place as u64, next: (place + 1) % nodes }).collect();
    // heap: 1
    let (mut sum, mut here) = (0, 0);
    for _ in 0..2 * nodes {
        let node = &ring[here];
        sum += node.value;
        here = node.next;
    }
    sum
}
// ANCHOR_END: ring_of_indices

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("nodes in a Vec, linked by index", sized(run))
    .against("ring_of_pointers")
    .answers(crate::twice_the_sum)
    .exact(|nodes| declaration::Exact::once(16 * nodes as u64));
