//! What shared pointers keep, and what `make_mut` does.

use count_allocations::count;
use std::rc::Rc;
use std::sync::Arc;

/// Says when it is dropped.
struct Noisy<'a>(&'a std::cell::Cell<bool>);

impl Drop for Noisy<'_> {
    fn drop(&mut self) {
        self.0.set(true);
    }
}

#[test]
fn the_value_is_dropped_with_the_last_rc_and_the_block_with_the_last_weak() {
    let is_dropped = std::cell::Cell::new(false);
    let shared = Rc::new(Noisy(&is_dropped));
    let weak = Rc::downgrade(&shared);
    let (_, counts) = count(|| drop(shared));
    assert!(is_dropped.get());
    assert_eq!(counts.deallocations, 0);
    let (_, counts) = count(|| drop(weak));
    assert_eq!(counts.deallocations, 1);
}

#[test]
fn an_arc_does_as_an_rc_does() {
    let shared = Arc::new([0_u8; 1_000]);
    let weak = Arc::downgrade(&shared);
    assert_eq!(count(|| drop(shared)).1.deallocations, 0);
    assert_eq!(count(|| drop(weak)).1.deallocations, 1);
    let mut shared = Arc::new([0_u8; 1_000]);
    assert_eq!(count(|| Arc::make_mut(&mut shared)[0] = 1).1.allocations, 0);
    let weak = Arc::downgrade(&shared);
    assert_eq!(count(|| Arc::make_mut(&mut shared)[0] = 2).1.allocations, 1);
    assert!(weak.upgrade().is_none());
}

#[test]
fn try_unwrap_and_into_inner_copy_nothing_to_the_heap() {
    let shared = Rc::new([1_u8; 1_000]);
    let (inner, counts) = count(|| Rc::try_unwrap(shared));
    assert_eq!(inner.unwrap()[0], 1);
    assert_eq!((counts.allocations, counts.deallocations), (0, 1));
}

#[test]
fn a_weak_that_was_never_made_of_anything_has_no_block() {
    assert_eq!(count(std::rc::Weak::<u64>::new).1.allocations, 0);
}
