//! How large is what the slices of boxes hold?

use std::any::Any;

/// The address of the value, and beside it that of the vtable.
#[test]
fn a_box_of_any_type_is_two_addresses_and_a_box_of_a_known_type_is_one() {
    assert_eq!(size_of::<Box<dyn Any>>(), 2 * size_of::<usize>());
    assert_eq!(size_of::<Box<u64>>(), size_of::<usize>());
}

fn add(value: u64) -> u64 {
    value + 41
}

/// Each function has a type of its own, so its value says nothing; a pointer may be to any of them.
#[test]
fn a_function_has_no_size_and_a_pointer_to_it_has_that_of_an_address() {
    let pointer: fn(u64) -> u64 = add;
    assert_eq!((size_of_val(&add), size_of_val(&pointer)), (0, size_of::<usize>()));
    assert_eq!(pointer(1), add(1));
}
