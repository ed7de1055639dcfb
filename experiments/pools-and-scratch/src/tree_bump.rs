//! A tree in an arena: the nodes stand one beside the other, and the arena is freed as a whole.
//!
//! The arena doubles its chunks, so that a few blocks do for any tree.
//! Nothing in it is dropped, which is fine for nodes that own nothing outside of it.

use bumpalo::Bump;
use declaration::Prepared;
use std::hint::black_box;

// ANCHOR: tree
/// A sum, as a parser makes it.
pub enum Node<'a> {
    /// A number.
    Number(u64),
    /// The sum of two.
    Sum(&'a Node<'a>, &'a Node<'a>),
}

fn parse<'a>(arena: &'a Bump, levels: u32, number: &mut u64) -> &'a Node<'a> {
    let node = if levels == 1 {
        *number += 1;
        Node::Number(*number)
    } else {
        Node::Sum(parse(arena, levels - 1, number), parse(arena, levels - 1, number))
    };
    arena.alloc(node) // heap: may
}
// ANCHOR_END: tree

fn sum(node: &Node<'_>) -> u64 {
    match node {
        Node::Number(number) => *number,
        Node::Sum(left, right) => sum(left) + sum(right),
    }
}

/// Makes a sum of so many levels in an arena, and computes it.
#[inline(never)]
pub fn run_in(arena: &Bump, levels: u32) -> u64 {
    let tree = parse(arena, black_box(levels), &mut 0);
    sum(black_box(tree))
}

/// The same, in an arena of its own.
#[inline(never)]
pub fn run(levels: u32) -> u64 {
    run_in(&Bump::new(), levels) // heap: elided
}

fn large() -> u64 {
    run(crate::work::LEVELS)
}

fn small() -> u64 {
    run(crate::work::SMALL_LEVELS)
}

/// An arena that has seen a tree, so that its chunk is large enough.
pub fn prepare(_no_size: usize) -> Prepared {
    let mut arena = Bump::with_capacity(32 << 10); // heap: may
    Box::new(move || {
        // heap: 1
        arena.reset();
        run_in(&arena, crate::work::LEVELS)
    })
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a tree of 1023 nodes: Bump", large)
    .answers(|_| crate::work::sum_of(crate::work::LEVELS))
    .exact(|_| crate::chunks(6))
    .against("tree_boxed");

pub(crate) static RESET: declaration::Variant =
    declaration::variant!("tree_bump_reset", "the same, in an arena that is reset", prepared(prepare))
        .without_size()
        .answers(|_| crate::work::sum_of(crate::work::LEVELS))
        .exact(|_| declaration::Exact::NONE)
        .against("tree_boxed");

pub(crate) static SMALL: declaration::Variant =
    declaration::variant!("small_tree_bump", "a tree of 3 nodes: Bump", small)
        .answers(|_| crate::work::sum_of(crate::work::SMALL_LEVELS))
        .exact(|_| crate::chunks(1))
        .against("small_tree_boxed");
