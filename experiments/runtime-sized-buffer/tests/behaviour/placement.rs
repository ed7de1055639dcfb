//! The header of a `Vec` and its elements are placed separately; those of a `SmallVec` are together until it spills.

use smallvec::SmallVec;

/// Whether the first element lies within the bytes of the value that owns it.
fn holds_its_elements<T>(value: &T, elements: &[u8]) -> bool {
    let start = std::ptr::from_ref(value).addr();
    (start..start + size_of::<T>()).contains(&elements.as_ptr().addr())
}

#[test]
fn a_vec_never_holds_its_elements() {
    for size in [1, 5, 24, 32, 33, 1_024] {
        let vec = vec![1; size];
        assert!(!holds_its_elements(&vec, &vec), "{size} bytes");
    }
}

#[test]
fn an_array_is_its_elements() {
    let array = [1; 5];
    assert!(holds_its_elements(&array, &array));
}

#[test]
fn a_small_vec_holds_its_elements_up_to_the_inline_capacity() {
    for (size, inside) in [(1, true), (64, true), (65, false), (1_024, false)] {
        let small = SmallVec::<[u8; 64]>::from_elem(1, size);
        assert_eq!(holds_its_elements(&small, &small), inside, "{size} bytes");
        assert_eq!(small.spilled(), !inside, "{size} bytes");
    }
}
