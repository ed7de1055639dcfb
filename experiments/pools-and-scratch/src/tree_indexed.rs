//! A tree in a `Vec`: a node names its children by their places, and no lifetime is in its type.

use std::hint::black_box;

// ANCHOR: run
/// A sum, as a parser makes it.
pub enum Node {
    /// A number.
    Number(u64),
    /// The sum of the nodes at two places.
    Sum(u32, u32),
}

fn parse(nodes: &mut Vec<Node>, levels: u32, number: &mut u64) -> u32 {
    let node = if levels == 1 {
        *number += 1;
        Node::Number(*number)
    } else {
        Node::Sum(parse(nodes, levels - 1, number), parse(nodes, levels - 1, number))
    };
    nodes.push(node); // heap: may
    nodes.len() as u32 - 1
}

fn sum(nodes: &[Node], place: u32) -> u64 {
    match nodes[place as usize] {
        Node::Number(number) => number,
        Node::Sum(left, right) => sum(nodes, left) + sum(nodes, right),
    }
}

/// Makes a sum of so many levels in a list, and computes it.
#[inline(never)]
pub fn run() -> u64 {
    let mut nodes = Vec::new();
    let root = parse(&mut nodes, black_box(crate::work::LEVELS), &mut 0);
    sum(black_box(&nodes), root)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a tree of 1023 nodes: Vec and places", run)
    .answers(|_| crate::work::sum_of(crate::work::LEVELS))
    // Room for four nodes, and then for twice as many until it is enough.
    .exact(|_| declaration::Exact {
        reallocations: 8,
        requested_bytes: (2 * 1_024 - 4) * 16,
        ..declaration::Exact::once(1_024 * 16)
    })
    .against("tree_boxed");
