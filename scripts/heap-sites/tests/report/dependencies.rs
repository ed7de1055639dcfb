//! What another crate allocates is the line's that called it.

use crate::fixture::{Fixture, manifest, shown};
use heap_sites::{Error, Request};

fn fixture() -> Fixture {
    let helper = "pub fn numbers(n: usize) -> Vec<usize> {\n    (0..n).collect()\n}\n";
    let user = "pub fn total(n: usize) -> usize {\n    helper::numbers(n).iter().sum()\n}\n";
    let workspace = "[workspace]\nmembers = [\"user\", \"helper\"]\nresolver = \"3\"\n";
    let with_dependency =
        manifest("user").replace("[workspace]\n", "[dependencies]\nhelper = { path = \"../helper\" }\n");
    Fixture::new(
        "workspace",
        &[
            ("Cargo.toml", workspace),
            ("user/Cargo.toml", &with_dependency),
            ("user/src/lib.rs", user),
            ("helper/Cargo.toml", &manifest("helper").replace("[workspace]\n", "")),
            ("helper/src/lib.rs", helper),
        ],
    )
}

#[test]
fn the_calling_line_may_allocate_and_deps_shows_the_line_that_does() {
    let fixture = fixture();
    let request = Request { package: Some("user".to_owned()), ..fixture.request() };
    let survey = heap_sites::survey(&request).unwrap();
    assert_eq!(shown(&survey), "src/lib.rs:2: may: helper::numbers\n");
    let inside = heap_sites::survey(&Request { dependencies: true, ..request }).unwrap();
    let text = shown(&inside);
    assert!(text.contains("helper/src/lib.rs:2: heap: ") && !text.contains("may: helper::numbers"), "{text}");
}

#[test]
fn a_workspace_without_a_package_named_lists_its_packages() {
    let error = fixture().try_survey().unwrap_err();
    assert!(error.is_usage());
    let message = error.to_string();
    for part in ["several packages", "--package", "user", "helper"] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn an_unknown_package_is_a_usage_error_that_lists_the_known_ones() {
    let request = Request { package: Some("usr".to_owned()), ..fixture().request() };
    // The fixture is gone by now, and with it the manifest.
    assert!(matches!(heap_sites::survey(&request), Err(Error::Target(message)) if message.contains("--manifest-path")));
    let fixture = fixture();
    let request = Request { package: Some("usr".to_owned()), ..fixture.request() };
    let message = heap_sites::survey(&request).unwrap_err().to_string();
    assert!(message.contains("no package `usr`") && message.contains("user"), "{message}");
}
