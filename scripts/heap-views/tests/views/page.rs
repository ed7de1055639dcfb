//! Is a page made of a profile, and of nothing else?

use crate::profiles;
use heap_views::page::Page;
use heap_views::{CallGraph, HeapProfile, Sample, Sources, list};

fn html(profile: &HeapProfile, notes: &[String]) -> String {
    let graph = CallGraph::new(profile, Sample::AllocSpace);
    let (listing, _) = list(profile, Sample::AllocSpace, "", &Sources::default()).unwrap();
    Page { name: "dhat-heap.json", profile, graph: &graph, listing: &listing, picture: None, notes }.html()
}

#[test]
fn every_function_is_in_the_table_and_in_the_flame_graph() {
    let profile = profiles::example();
    let page = html(&profile, &[]);
    for (name, flat, cum) in [("app::parse", 250, 1250), ("app::main", 0, 1790), ("app::work", 0, 1000)] {
        let row = page.lines().find(|line| line.starts_with(&format!("<tr><td class=\"name\" data-value=\"{name}\">")));
        let row = row.unwrap_or_else(|| panic!("{name} has no row"));
        for figure in [flat, cum] {
            assert!(row.contains(&format!("data-value=\"{figure}\"")), "{row}");
        }
    }
    assert!(page.contains("aria-label=\"app::main: 1790 B, 100%\""), "{page}");
    assert_eq!(page.matches("role=\"treeitem\"").count(), page.matches("data-start=").count());
}

#[test]
fn nothing_of_a_profile_becomes_markup_and_nothing_is_fetched() {
    let name = "<script>alert(1)</script>\"'&{{#x}}";
    let mut profile = profiles::profile(&[(&[(name, name, 1, 1)], [8, 1, 0, 0, 0, 0])]);
    profile.command = name.to_owned();
    let page = html(&profile, &[name.to_owned()]);
    assert_eq!(page.matches("<script>").count(), 1, "the page's own");
    assert!(!page.contains("alert(1)<"), "{page}");
    let without_policy = page.replace("img-src data:", "").replace("href=\"data:,\"", "");
    for part in ["://", "src=", "url(", "@import", "fetch", "data:,"] {
        assert!(!without_policy.contains(part), "{part}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn a_profile_of_nothing_is_said_to_be_one() {
    let profile = HeapProfile::default();
    let graph = CallGraph::new(&profile, Sample::EndSpace);
    let listing =
        heap_views::Listing { sample: Sample::EndSpace, total: 0, is_difference: false, routines: Vec::new() };
    let page =
        Page { name: "x", profile: &profile, graph: &graph, listing: &listing, picture: None, notes: &[] }.html();
    assert!(
        page.contains("No stack has anything in end-space.") && page.contains("No source of the profile was found")
    );
}
