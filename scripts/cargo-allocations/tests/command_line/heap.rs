//! The views of a file that a program wrote.

use crate::package::run_in;
use std::path::Path;

#[test]
fn a_file_of_dhat_is_shown_drawn_and_compared() {
    let profiles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../heap-views/tests/profiles").canonicalize().unwrap();
    let heap = |arguments: &[&str]| run_in(&profiles, &[&["heap"], arguments].concat());
    let top = heap(&["top", "-n", "1", "--file", "boxed_each.json"]).ends(0).stdout;
    assert!(top.contains("flat") && top.contains("cum"), "{top}");
    let picture = |view| heap(&[view, "--file", "boxed_each.json"]);
    let is_drawn = |svg: String| assert!(svg.starts_with("<svg"), "{svg}");
    is_drawn(picture("flame").ends(0).stdout);
    match cfg!(feature = "graph") {
        true => is_drawn(picture("graph").ends(0).stdout),
        false => _ = picture("graph").ends(2).says(&["`graph` is not in this build", "--features graph"]),
    }
    let base = heap(&["--file", "arena_per_call.json", "--diff-base", "boxed_each.json", "--format", "json"]).ends(0);
    let diff = heap(&["diff", "boxed_each.json", "arena_per_call.json", "--format", "json"]).ends(0);
    assert_eq!(base.stdout, diff.stdout);
    heap(&["--file", "no-such.json"]).fails(1, &["no-such.json"]);
}
