//! Which compiler and which settings build the figures? Exact figures depend on both, so every report carries them.

use std::process::Command;

fn main() {
    let rustc = std::env::var_os("RUSTC").expect("cargo sets RUSTC for build scripts");
    let output = Command::new(rustc).arg("-vV").output().expect("rustc -vV runs");
    let version = String::from_utf8(output.stdout).expect("rustc -vV prints UTF-8");
    // A value passed to rustc is one line.
    println!("cargo::rustc-env=HARNESS_RUSTC={}", version.trim().replace('\n', "; "));
    for (name, variable) in [("HARNESS_PROFILE", "PROFILE"), ("HARNESS_OPT_LEVEL", "OPT_LEVEL")] {
        let value = std::env::var(variable).expect("cargo sets PROFILE and OPT_LEVEL for build scripts");
        println!("cargo::rustc-env={name}={value}");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
