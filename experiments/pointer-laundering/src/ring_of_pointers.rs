//! A ring whose nodes point to each other by raw pointers: one block a node, and unsafe code at every step.
//!
//! Plain references seem not to allow it, since the last node must refer to the first. This is where programs launder references.

use std::ptr::null_mut;

// ANCHOR: ring_of_pointers
struct Node {
    value: u64,
    next: *mut Node,
}

/// Builds a ring, walks around it twice, frees it. The sum of what was passed.
#[inline(never)]
#[expect(unsafe_code, reason = "raw pointers are followed")]
pub fn run(nodes: usize) -> u64 {
    let mut first: *mut Node = null_mut();
    for value in (0..nodes as u64).rev() {
        first = Box::into_raw(Box::new(Node { value, next: first })); // heap: 1
    }
    let mut last = first;
    for _ in 1..nodes {
        // SAFETY: `last` is one of the boxes above and not the one made first, so its
        // `next` is the following box.
        last = unsafe { (*last).next };
    }
    // SAFETY: `last` is null without nodes, or the box made first, and nothing else accesses it.
    if let Some(last) = unsafe { last.as_mut() } {
        last.next = first;
    }

    let (mut sum, mut here) = (0, first);
    for _ in 0..2 * nodes {
        // SAFETY: every `next` of the closed ring is a live box, and none is written to
        // while the ring is walked.
        let node = unsafe { &*here };
        sum += node.value;
        here = node.next;
    }
    for _ in 0..nodes {
        // SAFETY: `here` has walked whole rounds, so this loop takes each box of the ring
        // once.
        let node = unsafe { Box::from_raw(here) };
        here = node.next;
    }
    sum
}
// ANCHOR_END: ring_of_pointers

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a box a node, linked by raw pointers", sized(run))
        .against("ring_of_pointers")
        .answers(crate::twice_the_sum)
        .exact(|nodes| declaration::Exact::together(nodes as u64, 16 * nodes as u64));
