//! What makes a chapter's figures stale, and what does not.

use super::Sources;
use crate::{Chapter, Workspace};
use std::path::Path;
use tempfile::TempDir;

const MANIFEST: &str = "[package]\nname = \"a\"\n\n[dependencies]\nsmallvec.workspace = true\nharness.workspace = true\nthiserror.workspace = true\n\n[dev-dependencies]\ncriterion.workspace = true\n";

const ROOT: &str = "[workspace.dependencies]\nsmallvec = { version = \"1\", features = [\"union\"] }\nharness = { path = \"scripts/harness\" }\nthiserror = \"2\"\ncriterion = \"0.8\"\n\n[profile.release]\ncodegen-units = 1 # one\ndebug = \"limited\"\n\n[profile.dev.package]\nsmallvec.opt-level = 2\nobject.opt-level = 2\n";

/// `a` is compiled with smallvec, which needs cfg-if, and with thiserror, whose derive needs syn; its benchmarks need criterion.
const LOCK: &str = r#"
[[package]]
name = "a"
version = "0.1.0"
dependencies = ["criterion", "harness", "smallvec 1.15.1", "thiserror"]

[[package]]
name = "b"
version = "0.1.0"

[[package]]
name = "harness"
version = "0.1.0"
dependencies = ["object"]

[[package]]
name = "smallvec"
version = "1.15.1"
checksum = "s1"
dependencies = ["cfg-if"]

[[package]]
name = "smallvec"
version = "2.0.0"
checksum = "s2"

[[package]]
name = "cfg-if"
version = "1.0.0"
checksum = "cf"

[[package]]
name = "thiserror"
version = "2.0.0"
checksum = "t"
dependencies = ["thiserror-impl"]

[[package]]
name = "thiserror-impl"
version = "2.0.0"
checksum = "ti"
dependencies = ["proc-macro2", "syn"]

[[package]]
name = "proc-macro2"
version = "1.0.0"
checksum = "p"

[[package]]
name = "syn"
version = "2.0.1"
checksum = "sy"

[[package]]
name = "criterion"
version = "0.8.2"
checksum = "cr"

[[package]]
name = "object"
version = "0.40.0"
checksum = "o"
"#;

const GO: &str = "package a\n\n// Runs.\nfunc Run() int { return 1 }\n";

struct Fixture {
    directory: TempDir,
}

impl Fixture {
    fn new() -> Self {
        let fixture = Self { directory: tempfile::tempdir().unwrap() };
        for (path, text) in [
            ("Cargo.toml", ROOT),
            ("Cargo.lock", LOCK),
            ("rust-toolchain.toml", "[toolchain]\nchannel = \"1.95.0\"\n"),
            ("book/book.toml", ""),
            ("scripts/go-variants/variants.go", GO),
            ("experiments/a/Cargo.toml", MANIFEST),
            ("experiments/a/src/lib.rs", "//! Why?\npub mod boxed;\n"),
            ("experiments/a/src/boxed.rs", "pub fn run() -> u64 {\n    *Box::new(7)\n}\n"),
            ("experiments/a/src/input.txt", "input"),
            ("experiments/a/benches/time.rs", "harness::benches!(a);\n"),
            ("experiments/a/tests/chapter/main.rs", "harness::chapter!(a);\n"),
            ("experiments/a/go/go.mod", "module a\n"),
            ("experiments/a/go/boxed.go", GO),
            ("experiments/b/Cargo.toml", "[package]\nname = \"b\"\n"),
            ("experiments/b/src/lib.rs", "pub fn run() {}\n"),
        ] {
            fixture.write(path, text);
        }
        fixture
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.directory.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.directory.path().join(path)).unwrap();
        assert!(text.contains(from), "{path}: `{from}` is not in it");
        self.write(path, &text.replace(from, to));
    }

    /// The digests of `a`, of the Go half of `a`, and of `b`.
    fn digests(&self) -> [String; 3] {
        let root: &Path = self.directory.path();
        let sources = Sources::read(&Workspace::around(root).unwrap()).unwrap();
        let chapter = |slug: &str| Chapter { slug: slug.to_owned(), directory: root.join("experiments").join(slug) };
        let (a, b) = (chapter("a"), chapter("b"));
        [sources.of(&a).unwrap(), sources.of_go(&a).unwrap(), sources.of(&b).unwrap()]
    }
}

/// Which of the three digests a change makes other ones.
fn changed(path: &str, from: &str, to: &str) -> [bool; 3] {
    let fixture = Fixture::new();
    let before = fixture.digests();
    fixture.replace(path, from, to);
    let after = fixture.digests();
    [0, 1, 2].map(|index| before[index] != after[index])
}

#[test]
fn what_no_program_is_compiled_of_makes_nothing_stale() {
    for (path, from, to) in [
        ("experiments/a/src/lib.rs", "Why?", "Why, then?"),
        ("experiments/a/src/boxed.rs", "    *Box", "    // A box.\n\n    *Box"),
        ("experiments/a/tests/chapter/main.rs", "a", "b"),
        ("experiments/a/Cargo.toml", "[dev-dependencies]", "# For tests:\n[dev-dependencies]"),
        ("experiments/a/go/boxed.go", "// Runs.", "// Runs it."),
        ("scripts/go-variants/variants.go", "// Runs.\n", "\n"),
        ("Cargo.lock", "sy\"", "sy2\""),
        ("Cargo.lock", "0.8.2", "0.8.3"),
        ("Cargo.lock", "0.40.0", "0.41.0"),
        ("Cargo.toml", "limited", "full"),
        ("Cargo.toml", "# one", "# alone"),
        ("Cargo.toml", "object.opt-level = 2", "object.opt-level = 3"),
    ] {
        assert_eq!(changed(path, from, to), [false; 3], "{path}: {to}");
    }
}

#[test]
fn a_token_a_package_and_a_setting_make_exactly_their_chapter_stale() {
    for (path, from, to) in [
        ("experiments/a/src/boxed.rs", "7", "8"),
        ("experiments/a/src/input.txt", "input", "other"),
        ("experiments/a/benches/time.rs", "a", "b"),
        (
            "experiments/a/Cargo.toml",
            "smallvec.workspace = true",
            "smallvec = { workspace = true, features = [\"write\"] }",
        ),
        ("Cargo.lock", "\"s1\"", "\"s9\""),
        ("Cargo.lock", "\"cf\"", "\"cf9\""),
        ("Cargo.lock", "\"ti\"", "\"ti9\""),
        ("Cargo.toml", "smallvec.opt-level = 2", "smallvec.opt-level = 3"),
        ("Cargo.toml", "union", "const_generics"),
    ] {
        assert_eq!(changed(path, from, to), [true, true, false], "{path}: {to}");
    }
    for path in ["experiments/a/go/boxed.go", "scripts/go-variants/variants.go"] {
        assert_eq!(changed(path, "return 1", "return 2"), [false, true, false], "{path}");
    }
    assert_eq!(changed("experiments/b/src/lib.rs", "{}", "{ }"), [false; 3]);
    assert_eq!(changed("experiments/b/src/lib.rs", "{}", "{ f() }"), [false, false, true]);
    for (path, from, to) in
        [("Cargo.toml", "codegen-units = 1", "codegen-units = 2"), ("rust-toolchain.toml", "95", "96")]
    {
        assert_eq!(changed(path, from, to), [true; 3], "{path}: {to}");
    }
}

#[test]
fn findings_are_read_where_they_are() {
    for path in ["experiments/a/examples/findings.rs", "experiments/a/tests/chapter/findings.rs"] {
        let fixture = Fixture::new();
        let before = fixture.digests();
        fixture.write(path, "fn main() {}\n");
        let with = fixture.digests();
        assert_ne!(before[0], with[0], "{path}");
        fixture.write(path, "// None.\nfn main() {}\n");
        assert_eq!(fixture.digests(), with, "{path}");
    }
}
