//! Which look-up makes a key?

use count_allocations::count;
use maps_and_sets::work::{Fixed, Map};
use std::collections::BTreeMap;
use std::sync::Arc;

#[test]
fn an_owned_key_is_made_for_entry_though_it_is_there() {
    let mut counts: Map<String, u64> = [("known".to_owned(), 1)].into_iter().collect();
    assert_eq!(count(|| *counts.entry("known".to_owned()).or_insert(0) += 1).1.allocations, 1);
    assert_eq!(counts["known"], 2);
}

#[test]
fn a_borrowed_key_is_enough_for_everything_but_inserting() {
    let mut counts: Map<String, u64> = [("known".to_owned(), 1)].into_iter().collect();
    let (found, figures) = count(|| {
        let found = (counts.get("known").copied(), counts.contains_key("known"), counts.get_mut("known").is_some());
        (found, counts.remove_entry("known"))
    });
    assert_eq!(found, ((Some(1), true, true), Some(("known".to_owned(), 1))));
    assert_eq!(figures.allocations, 0);
}

#[test]
fn the_same_holds_for_a_btree_map_and_for_keys_in_an_arc() {
    let ordered: BTreeMap<String, u64> = [("known".to_owned(), 1)].into_iter().collect();
    let shared: Map<Arc<str>, u64> = [(Arc::from("known"), 1)].into_iter().collect();
    let (found, figures) = count(|| (ordered.get("known").copied(), shared.get("known").copied()));
    assert_eq!(found, (Some(1), Some(1)));
    assert_eq!(figures.allocations, 0);
}

#[test]
fn entry_ref_makes_a_key_for_a_new_one_only() {
    let mut counts: hashbrown::HashMap<String, u64, Fixed> = hashbrown::HashMap::default();
    counts.reserve(10);
    assert_eq!(count(|| *counts.entry_ref("new").or_insert(0) += 1).1.allocations, 1);
    assert_eq!(count(|| *counts.entry_ref("new").or_insert(0) += 1).1.allocations, 0);
    assert_eq!(counts["new"], 2);
}
