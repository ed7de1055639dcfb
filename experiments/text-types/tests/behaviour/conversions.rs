//! Does a conversion keep the block itself, and does `clone_from` reuse one, at lengths that are not the chapter's?

use count_allocations::{Counts, count};
use std::borrow::Cow;
use std::ffi::OsString;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use text_types::work::text;

fn blocks(counts: Counts) -> (u64, u64, u64) {
    (counts.allocations, counts.reallocations, counts.deallocations)
}

#[test]
fn what_moves_keeps_the_address() {
    for length in [1, 23, 24, 999] {
        let owned = text(length).to_owned();
        let address = owned.as_ptr();
        let (owned, counts) = count(|| {
            let boxed = owned.into_boxed_str();
            let cow: Cow<'_, str> = Cow::from(String::from(boxed));
            let bytes = cow.into_owned().into_bytes();
            let os = OsString::from(String::from_utf8(bytes).expect("it was a String"));
            PathBuf::from(os).into_os_string().into_string().expect("it was a String")
        });
        assert_eq!(blocks(counts), (0, 0, 0), "{length}");
        assert_eq!((owned.as_ptr(), owned.as_str()), (address, text(length)));
    }
}

#[test]
fn into_boxed_str_reallocates_for_a_single_byte_of_room() {
    for (room, reallocations) in [(0, 0), (1, 1), (100, 1)] {
        let mut owned = String::with_capacity(100 + room);
        owned.push_str(text(100));
        let (boxed, counts) = count(|| owned.into_boxed_str());
        assert_eq!(blocks(counts), (0, reallocations, 0), "{room}");
        assert_eq!(&*boxed, text(100));
    }
}

#[test]
fn a_clone_has_no_room() {
    let mut roomy = String::with_capacity(100);
    roomy.push_str("ten bytes.");
    assert_eq!(roomy.clone().capacity(), 10);
}

#[test]
fn an_rc_is_made_by_a_copy_as_an_arc_is() {
    let (owned, boxed) = (text(100).to_owned(), Box::<str>::from(text(100)));
    let (shared, counts) = count(|| (Rc::<str>::from(owned), Rc::<str>::from(boxed)));
    assert_eq!(blocks(counts), (2, 0, 2));
    assert_eq!(shared.0, shared.1);
}

#[test]
fn an_arc_of_a_string_takes_the_string_as_it_is() {
    let owned = text(1_000).to_owned();
    let address = owned.as_ptr();
    let (shared, counts) = count(|| Arc::new(owned));
    assert_eq!((counts.allocations, counts.requested_bytes), (1, 40));
    assert_eq!(shared.as_ptr(), address);
    let (owned, counts) = count(|| Arc::unwrap_or_clone(shared));
    assert_eq!(blocks(counts), (0, 0, 1));
    assert_eq!(owned.as_ptr(), address);
}

#[test]
fn clone_from_keeps_a_block_that_is_large_enough_and_the_other_way_makes_room() {
    let (short, long) = (text(10).to_owned(), text(100).to_owned());
    let mut kept = long.clone();
    assert_eq!(blocks(count(|| kept.clone_from(&short)).1), (0, 0, 0));
    assert_eq!((kept.as_str(), kept.capacity()), (text(10), 100));
    let mut kept = short.clone();
    assert_eq!(blocks(count(|| kept.clone_from(&long)).1), (0, 1, 0));
    assert_eq!(kept, long);
}

#[test]
fn clone_from_of_a_cow_reuses_what_it_owns_for_what_the_other_owns() {
    let owns = Cow::<str>::Owned(text(10).to_owned());
    let mut kept = Cow::<str>::Owned(text(100).to_owned());
    assert_eq!(blocks(count(|| kept.clone_from(&owns)).1), (0, 0, 0));
    assert!(matches!(&kept, Cow::Owned(kept) if kept.capacity() == 100 && kept == text(10)));
    let mut kept = Cow::Borrowed(text(100));
    assert_eq!(blocks(count(|| kept.clone_from(&owns)).1), (1, 0, 0));
    assert_eq!(kept, owns);
}

#[test]
fn to_mut_copies_what_is_borrowed_once() {
    let mut cow = Cow::Borrowed(text(10));
    assert_eq!(blocks(count(|| cow.to_mut().make_ascii_uppercase()).1), (1, 0, 0));
    assert_eq!(blocks(count(|| cow.to_mut().make_ascii_lowercase()).1), (0, 0, 0));
    assert_eq!(cow, text(10));
}

#[test]
fn make_mut_of_a_shared_arc_leaves_the_other_as_it_was() {
    let mut changed: Arc<str> = Arc::from("text");
    let other = Arc::clone(&changed);
    Arc::make_mut(&mut changed).make_ascii_uppercase();
    assert_eq!((&*changed, &*other), ("TEXT", "text"));
}
