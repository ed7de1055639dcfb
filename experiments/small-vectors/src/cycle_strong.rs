//! A parent and a child that own each other are never freed.

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;

// ANCHOR: node
/// A node of a tree, which owns its children and, by mistake, its parent.
#[derive(Default)]
pub struct Node {
    parent: RefCell<Option<Rc<Node>>>,
    children: RefCell<Vec<Rc<Node>>>,
}
// ANCHOR_END: node

// ANCHOR: run
/// Makes a parent and a child, and lets go of both.
#[inline(never)]
pub fn run() -> u64 {
    let parent = Rc::new(Node::default()); // heap: 1
    let child = Rc::new(Node::default()); // heap: 1
    parent.children.borrow_mut().push(Rc::clone(&child)); // heap: may
    *child.parent.borrow_mut() = Some(Rc::clone(&parent));
    Rc::strong_count(black_box(&parent)) as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("parent and child own each other", run)
    .answers(|_| 2)
    .exact(|_| {
        let made = crate::family();
        declaration::Exact { deallocations: 0, end_bytes: made.peak_bytes as i64, ..made }
    })
    .against(declaration::ITSELF)
    .untimed("each call leaves its blocks behind, and timing takes many calls");
