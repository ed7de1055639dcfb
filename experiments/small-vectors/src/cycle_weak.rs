//! With a `Weak` for the way back, both are freed.

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::{Rc, Weak};

// ANCHOR: node
/// A node of a tree, which owns its children and knows its parent.
#[derive(Default)]
pub struct Node {
    parent: RefCell<Weak<Node>>,
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
    *child.parent.borrow_mut() = Rc::downgrade(&parent);
    1 + Rc::strong_count(black_box(&parent)) as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("the child knows its parent by a Weak", run)
    .answers(|_| 2)
    .exact(|_| crate::family())
    .against(declaration::ITSELF);
