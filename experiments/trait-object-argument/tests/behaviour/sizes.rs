//! How large is what the slices of boxes hold?

use std::any::Any;

/// The address of the value, and beside it that of the vtable.
#[test]
fn a_box_of_any_type_is_two_addresses_and_a_box_of_a_known_type_is_one() {
    assert_eq!(size_of::<Box<dyn Any>>(), 2 * size_of::<usize>());
    assert_eq!(size_of::<Box<u64>>(), size_of::<usize>());
}
