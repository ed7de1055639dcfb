//! Two nodes of a list, summed by a loop.
//! The loop reads through a pointer that is another one in each turn.

use std::hint::black_box;

// ANCHOR: run
struct Node {
    number: u64,
    next: Option<Box<Node>>,
}

/// A list of two boxed nodes, summed.
#[inline(never)]
pub fn run() -> u64 {
    let list = Some(Box::new(Node { number: black_box(30), next: Some(Box::new(Node { number: 31, next: None })) }));
    // heap: 2
    let (mut sum, mut next) = (0, &list);
    while let Some(node) = next {
        sum += node.number;
        next = &node.next;
    }
    sum
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a list of two boxed nodes, summed", run)
    .answers(|_| 61)
    .exact(|_| declaration::Exact::together(2, 2 * 16));
