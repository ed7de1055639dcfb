//! Do interned names stay equal to the texts they are made of?

use std::sync::Arc;
use text_types::names_interned::Interner;
use text_types::names_numbered::Numbers;
use text_types::work::{DISTINCT, FEW, NAMES, names};

#[test]
fn there_are_as_many_names_as_said() {
    for different in [FEW, DISTINCT] {
        let mut names = names(different);
        assert_eq!(names.len(), NAMES);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), different);
    }
}

#[test]
fn equal_texts_are_one_text_and_others_another() {
    let mut interner = Interner::default();
    let (one, again, other) = (interner.intern("one"), interner.intern("one"), interner.intern("other"));
    assert!(Arc::ptr_eq(&one, &again));
    assert_eq!((&*one, &*other), ("one", "other"));
    // The three above, and the set's own.
    assert_eq!((Arc::strong_count(&one), Arc::strong_count(&other)), (3, 2));
}

#[test]
fn numbers_lead_back_to_their_texts() {
    let mut numbers = Numbers::default();
    let names = names(DISTINCT);
    for _ in 0..2 {
        for (index, name) in names.iter().enumerate() {
            assert_eq!(numbers.number(name) as usize, index);
            assert_eq!(numbers.text(index as u32), *name);
        }
    }
}
