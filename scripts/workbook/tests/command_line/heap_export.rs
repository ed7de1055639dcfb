//! A heap profile as a picture, and as a file for pprof and back.

use crate::workspace::Workspace;

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write("experiments/boxed-return/src/boxed_each.rs", "line\n");
    workspace.write("boxed_each.json", include_str!("../../../heap-views/tests/profiles/boxed_each.json"));
    workspace
}

#[test]
fn an_exported_profile_has_the_views_of_its_origin() {
    let workspace = workspace();
    workspace.run(&["heap", "--file", "boxed_each.json", "--export", "pprof", "--output", "profile.pb.gz"]).ends(0);
    for view in [&["top", "--cum"][..], &["tree"], &["list", "ends_of"], &["--sample", "peak-objects"]] {
        let of = |file| workspace.run(&[&["heap", "--file", file], view].concat()).ends(0).stdout;
        assert_eq!(of("boxed_each.json"), of("profile.pb.gz"), "{view:?}");
    }
    let again = ["heap", "--file", "boxed_each.json", "--export", "pprof", "--output", "profile.pb.gz"];
    let refused = workspace.run(&again).ends(2);
    assert!(refused.stderr.contains("--output profile.pb.gz: the file exists"), "{}", refused.stderr);
}

#[test]
fn pictures_are_svg_of_the_sample_asked_for() {
    let workspace = workspace();
    for (view, class) in
        [(&["graph"][..], "heap-graph"), (&["flame"], "heap-flame"), (&["flame", "--inverted"], "heap-flame")]
    {
        let of = |sample| {
            workspace.run(&[&["heap", "--file", "boxed_each.json", "--sample", sample], view].concat()).ends(0).stdout
        };
        assert!(of("alloc-space").starts_with("<svg ") && of("alloc-space").contains(class), "{view:?}");
        assert!(of("alloc-space").contains("boxed&#95;each::ends&#95;of: "), "{}", of("alloc-space"));
        assert!(of("alloc-objects").contains("alloc-objects: 2"), "{}", of("alloc-objects"));
    }
    let empty = workspace.run(&["heap", "--file", "boxed_each.json", "--sample", "end-space", "graph"]).ends(1);
    assert!(
        empty.stderr.contains("the profile has nothing in end-space, so there is nothing to draw"),
        "{}",
        empty.stderr
    );
}

#[test]
fn what_a_picture_or_an_export_cannot_have_is_a_usage_error() {
    let workspace = workspace();
    let usage = |arguments: &[&str], message: &str| {
        let run = workspace.run(&[&["heap", "--file", "boxed_each.json"], arguments].concat()).ends(2);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    };
    usage(&["graph", "--format", "json"], "`graph` is a picture and has no --format; leave it out");
    usage(&["flame", "--export", "pprof"], "--export writes the profile and no view; leave out `flame`");
}

#[test]
fn a_damaged_file_of_pprof_is_named_with_what_to_do() {
    let workspace = workspace();
    workspace.write("profile.pb", "no profile");
    let run = workspace.run(&["heap", "--file", "profile.pb"]).ends(1);
    assert!(
        run.stderr.contains("profile.pb: this is no profile in pprof's format, or a damaged one"),
        "{}",
        run.stderr
    );
}
