//! A tree of boxes: a block for each node below the root, and each is freed on its own.

use std::hint::black_box;

// ANCHOR: run
/// A sum, as a parser makes it.
pub enum Node {
    /// A number.
    Number(u64),
    /// The sum of two.
    Sum(Box<Node>, Box<Node>),
}

fn parse(levels: u32, number: &mut u64) -> Node {
    if levels == 1 {
        *number += 1;
        return Node::Number(*number);
    }
    let left = Box::new(parse(levels - 1, number)); // heap: 1
    let right = Box::new(parse(levels - 1, number)); // heap: 1
    Node::Sum(left, right)
}

fn sum(node: &Node) -> u64 {
    match node {
        Node::Number(number) => *number,
        Node::Sum(left, right) => sum(left) + sum(right),
    }
}

/// Makes a sum of so many levels, and computes it.
#[inline(never)]
pub fn run(levels: u32) -> u64 {
    let tree = parse(black_box(levels), &mut 0);
    sum(black_box(&tree))
}
// ANCHOR_END: run

fn large() -> u64 {
    run(crate::work::LEVELS)
}

fn small() -> u64 {
    run(crate::work::SMALL_LEVELS)
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a tree of 1023 nodes: Box", large)
    .answers(|_| crate::work::sum_of(crate::work::LEVELS))
    .exact(|_| declaration::Exact::together(1_022, 1_022 * 16))
    .against(declaration::ITSELF);

pub(crate) static SMALL: declaration::Variant =
    declaration::variant!("small_tree_boxed", "a tree of 3 nodes: Box", small)
        .answers(|_| crate::work::sum_of(crate::work::SMALL_LEVELS))
        .exact(|_| declaration::Exact::together(2, 2 * 16))
        .against(declaration::ITSELF);
