//! The programs of a chapter beside its tests, built by cargo when a finding needs them.

use anyhow::{Context, Result, ensure};
use record::Profile;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The cargo that runs this, or the one on PATH.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.stdin(Stdio::null());
    command
}

/// Builds a target of a package, `["--bin", "stack"]` or `["--test", "phantom"]`, and returns where the program is.
///
/// # Errors
///
/// When cargo can't be run, or the code does not compile.
pub fn build(manifest: &str, target: [&str; 2], profile: Profile) -> Result<PathBuf> {
    let mut command = cargo();
    // With the workspace's packages together, as `cargo test --workspace` chooses features: for one package alone cargo would choose others,
    // and build again what it needs.
    command.current_dir(manifest).args(["build", "--workspace", "--quiet", "--message-format=json"]).args(target);
    if profile == Profile::Release {
        command.arg("--release");
    }
    let output = command.output().context("cargo cannot be run; is it on PATH?")?;
    let [_, name] = target;
    ensure!(output.status.success(), "{name} does not build: {}", String::from_utf8_lossy(&output.stderr));
    let executable = |line: &str| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let is_it = message["target"]["name"] == name;
        message["executable"].as_str().filter(|_| is_it).map(PathBuf::from)
    };
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().find_map(executable).with_context(|| format!("cargo built no program called `{name}`"))
}
