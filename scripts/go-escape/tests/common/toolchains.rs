//! The releases of Go that the tests compare with: those that `scripts/install-go` put below the target directory.

use std::path::{Path, PathBuf};

use go_escape::Compiler;

fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(directory) => directory.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
    }
}

/// All of them, oldest first, or the one that the variable `GO` names, such as `GO=1.27`. Without any, tests that need one say so loudly; in CI that is a failure.
pub(crate) fn all() -> Vec<Compiler> {
    let mut found = Compiler::below(&target().join("go")).unwrap_or_else(|error| panic!("{error}"));
    if let Ok(only) = std::env::var("GO") {
        found.retain(|compiler| compiler.release.to_string() == only);
    }
    if found.is_empty() {
        let hint = "no release of Go is below target/go; `scripts/install-go 1.24.11 1.27.3` puts two there";
        assert!(std::env::var_os("CI").is_none(), "{hint}");
        eprintln!("SKIPPED: {hint}");
    }
    found
}
