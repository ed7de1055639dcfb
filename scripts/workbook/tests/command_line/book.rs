//! `build` and `preprocess`: the book is built whole or left as it was, from anywhere in the workspace.

use crate::run::Run;
use crate::workspace::{Workspace, command_in, run_in};
use std::path::Path;
use std::process::Stdio;

/// A workspace whose book has one page.
pub(crate) fn workspace() -> Workspace {
    let workspace = Workspace::new();
    let toml = "[book]\ntitle = \"T\"\n\n[build]\nbuild-dir = \"../target/book\"\n\n[output.html]\nadditional-css = [\"theme/a.css\"]\n";
    workspace.write("book/book.toml", toml);
    workspace.write("book/theme/a.css", "p {}\n");
    workspace.write("book/src/SUMMARY.md", "# Summary\n\n- [First](first.md)\n");
    workspace.write("book/src/first.md", "# First\n\nBefore.\n");
    workspace
}

#[track_caller]
fn index(run: &Run) -> &Path {
    let index = Path::new(run.stdout.trim_end());
    assert!(index.ends_with("target/book/index.html"), "{run:?}");
    assert!(index.is_file(), "{run:?}");
    index
}

/// What a build or a server that ended left for the next.
pub(crate) fn temporary(workspace: &Workspace) -> Vec<String> {
    let entries = std::fs::read_dir(workspace.root().join("target/workbook/tmp")).unwrap().map(Result::unwrap);
    entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn build_works_from_any_directory_of_the_workspace() {
    let workspace = workspace();
    workspace.write("experiments/boxed-return/src/lib.rs", "");
    let run = run_in(&workspace.root().join("experiments/boxed-return/src"), &["build"]).ends(0);
    // A line of progress comes before it when the machine is slow.
    assert!(run.stderr.ends_with("built 1 page\n"), "{}", run.stderr);
    index(&run);
    assert_eq!(temporary(&workspace), [""; 0]);
}

#[test]
fn outside_of_the_workspace_the_error_says_where_to_go() {
    let elsewhere = tempfile::tempdir().unwrap();
    for arguments in [&["build"][..], &["serve"], &[]] {
        run_in(elsewhere.path(), arguments).ends(2).says(&["change into a clone of it"]);
    }
}

#[test]
fn a_mistake_in_a_page_is_reported_with_page_and_line_and_without_a_backtrace() {
    let workspace = workspace();
    workspace.write("book/src/first.md", "# First\n\n{{#nothing}}\n\n[a](b.md)\n");
    let output = command_in(&workspace.root(), &["build"]).env("RUST_BACKTRACE", "1").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.contains("error: 2 problems in the book's source\n  book/src/first.md:3: unknown directive"),
        "{stderr}"
    );
    assert!(stderr.contains("\n  book/src/first.md:5: the link b.md leads nowhere"), "{stderr}");
    assert!(!stderr.to_lowercase().contains("backtrace"), "{stderr}");
}

#[test]
fn a_build_that_fails_leaves_the_old_book() {
    let workspace = workspace();
    let built = workspace.run(&["build"]).ends(0);
    let before = std::fs::read(index(&built)).unwrap();
    workspace.write("book/src/first.md", "# First\n\n{{#nothing}}\n");
    workspace.run(&["build"]).ends(1);
    workspace.write("book/src/first.md", "# First\n\nAfter.\n");
    std::fs::remove_file(workspace.root().join("book/theme/a.css")).unwrap();
    workspace.run(&["build"]).ends(1).says(&["mdBook cannot render the book", "theme/a.css"]);
    assert_eq!(std::fs::read(index(&built)).unwrap(), before);
    assert_eq!(temporary(&workspace), [""; 0]);
}

#[test]
fn builds_at_once_all_succeed_and_leave_one_whole_book() {
    let workspace = workspace();
    let start = || {
        let mut build = command_in(&workspace.root(), &["build"]);
        build.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for _ in 0..5 {
        let builds = [(); 4].map(|()| start());
        for build in builds {
            let output = build.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let page = std::fs::read_to_string(workspace.root().join("target/book/first.html")).unwrap();
        assert!(page.contains("Before.") && page.trim_end().ends_with("</html>"), "{page}");
    }
    assert_eq!(temporary(&workspace), [""; 0]);
}

/// What the system hands over need not be UTF-8.
#[cfg(target_os = "linux")]
mod bytes {
    use super::{index, temporary, workspace};
    use crate::run::Run;
    use crate::workspace::command_in;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn a_variable_that_is_not_utf_8_is_no_matter() {
        let workspace = workspace();
        let build = |variables: &[(&OsStr, &OsStr)]| {
            Run::of(command_in(&workspace.root(), &["build"]).envs(variables.iter().copied()))
        };
        let (name, value) = (OsStr::new("X"), OsStr::from_bytes(b"\xff"));
        index(&build(&[(name, value)]).ends(0));
        index(&build(&[(value, name)]).ends(0));
        let title = (OsStr::new("MDBOOK_BOOK__TITLE"), OsStr::new("Another"));
        index(&build(&[title]).ends(0));
        let page = std::fs::read_to_string(workspace.root().join("target/book/first.html")).unwrap();
        assert!(page.contains("Another"), "{page}");
        build(&[title, (name, value)]).ends(1).says(&["the environment variable `X` is not UTF-8", "MDBOOK_", "unset"]);
    }

    #[test]
    fn a_directory_that_is_not_utf_8_is_no_matter() {
        let workspace = workspace();
        let parent = tempfile::tempdir().unwrap();
        let (place, root) = (workspace.root(), parent.path().join(OsStr::from_bytes(b"\xff")));
        std::fs::rename(&place, &root).unwrap();
        let built = Run::of(command_in(&root, &["build"]).env("PWD", &root)).ends(0);
        assert!(built.stderr.ends_with("built 1 page\n"), "{}", built.stderr);
        assert!(root.join("target/book/first.html").is_file());
        std::fs::rename(&root, &place).unwrap();
        assert_eq!(temporary(&workspace), [""; 0]);
    }
}

#[test]
fn a_mistake_in_the_arguments_is_a_usage_error() {
    let workspace = workspace();
    for arguments in [&["bulid"][..], &["--port", "many"], &["build", "--nothing"]] {
        workspace.run(arguments).ends(2);
    }
    workspace.run(&["--help"]).ends(0);
}

#[test]
fn the_preprocessor_supports_html_only() {
    let workspace = workspace();
    workspace.run(&["preprocess", "supports", "html"]).ends(0);
    workspace.run(&["preprocess", "supports", "markdown"]).ends(1);
    assert!(!workspace.run(&["--help"]).stdout.contains("preprocess"));
}
