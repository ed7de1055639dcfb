//! The gains of this chapter as tests of a reader's own: copy the file, and put your function in place of ours.

// ANCHOR: test
use std::borrow::Cow;
use text_types::cow_unchanged::without_tabs;
use text_types::str_cloned_into;

#[global_allocator]
static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;

#[test]
fn a_text_without_tabs_is_borrowed() {
    let (text, figures) = count_allocations::count(|| without_tabs("no tab here"));
    assert!(matches!(text, Cow::Borrowed("no tab here")));
    assert_eq!(figures.allocations, 0, "{figures:?}");
}

#[test]
fn a_string_that_is_kept_allocates_for_its_longest_text_and_for_no_other() {
    let mut kept = String::new();
    str_cloned_into::run(&mut kept, "the longest text");
    for text in ["", "short", "the longest text"] {
        let (_, figures) = count_allocations::count(|| str_cloned_into::run(&mut kept, text));
        assert_eq!((figures.allocations, figures.reallocations), (0, 0), "{text}: {figures:?}");
        assert_eq!(kept, text);
    }
}
// ANCHOR_END: test

#[test]
fn sharing_a_name_does_not_copy_it() {
    use std::sync::Arc;
    let name: Arc<str> = Arc::from("a name that many records have");
    let (copies, figures) = count_allocations::count(|| [Arc::clone(&name), Arc::clone(&name)]);
    assert_eq!(figures.allocations, 0, "{figures:?}");
    assert_eq!(Arc::strong_count(&name), 1 + copies.len());
}
