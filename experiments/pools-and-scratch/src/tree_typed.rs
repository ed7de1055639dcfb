//! A tree in an arena of one type: chunks that double, a list of them, and each node is dropped with the arena.

use std::hint::black_box;
use typed_arena::Arena;

// ANCHOR: run
/// A sum, as a parser makes it.
pub enum Node<'a> {
    /// A number.
    Number(u64),
    /// The sum of two.
    Sum(&'a Node<'a>, &'a Node<'a>),
}

fn parse<'a>(arena: &'a Arena<Node<'a>>, levels: u32, number: &mut u64) -> &'a Node<'a> {
    let node = if levels == 1 {
        *number += 1;
        Node::Number(*number)
    } else {
        Node::Sum(parse(arena, levels - 1, number), parse(arena, levels - 1, number))
    };
    arena.alloc(node) // heap: may
}

fn sum(node: &Node<'_>) -> u64 {
    match node {
        Node::Number(number) => *number,
        Node::Sum(left, right) => sum(left) + sum(right),
    }
}

/// Makes a sum of so many levels in an arena, and computes it.
#[inline(never)]
pub fn run() -> u64 {
    let arena = Arena::new(); // heap: 1
    let tree = parse(&arena, black_box(crate::work::LEVELS), &mut 0);
    sum(black_box(tree))
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a tree of 1023 nodes: typed_arena", run)
    .answers(|_| crate::work::sum_of(crate::work::LEVELS))
    // Chunks of 64, 128, 256, 512 and 1024 nodes, and a list of the full ones with room for four.
    .exact(|_| declaration::Exact::together(6, 1_984 * 16 + 4 * 24))
    .against("tree_boxed");
