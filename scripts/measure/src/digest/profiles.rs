//! The compiler, and the settings of cargo's profiles that change code.

use super::lock::table;
use anyhow::Context;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Settings without an effect on code, such as `debug` and `strip`, are left out.
const SETTINGS: [&str; 7] =
    ["opt-level", "codegen-units", "lto", "panic", "debug-assertions", "overflow-checks", "rustflags"];

/// What every chapter is compiled with.
#[derive(Debug)]
pub(super) struct Profiles {
    channel: String,
    /// The table `profile` of the workspace's manifest.
    profiles: toml::Table,
}

impl Profiles {
    pub(super) fn read(root: &Path) -> anyhow::Result<Self> {
        let file = root.join("rust-toolchain.toml");
        let toolchain = table(&file)?;
        let channel = toolchain.get("toolchain").and_then(|toolchain| toolchain.get("channel")?.as_str());
        let channel = channel.with_context(|| format!("{}: no field `toolchain.channel`", file.display()))?.to_owned();
        let profiles = table(&root.join("Cargo.toml"))?.remove("profile");
        Ok(Self { channel, profiles: profiles.and_then(|it| it.as_table().cloned()).unwrap_or_default() })
    }

    /// A line a setting: of the profiles, and of their exceptions for these packages.
    pub(super) fn of<'a>(&self, packages: impl Iterator<Item = &'a str>) -> String {
        let packages: BTreeSet<&str> = packages.collect();
        let mut text = format!("compiler {}\n", self.channel);
        for name in ["dev", "release", "bench"] {
            let Some(profile) = self.profiles.get(name).and_then(toml::Value::as_table) else { continue };
            settings(name, profile, &mut text);
            let exceptions = profile.get("package").and_then(toml::Value::as_table).into_iter().flatten();
            for (package, exception) in exceptions {
                if let Some(exception) = exception.as_table()
                    && (package == "*" || packages.contains(package.as_str()))
                {
                    settings(&format!("{name} {package}"), exception, &mut text);
                }
            }
        }
        text
    }
}

fn settings(name: &str, profile: &toml::Table, text: &mut String) {
    for setting in SETTINGS {
        if let Some(value) = profile.get(setting) {
            let _ = writeln!(text, "{name} {setting} {value}");
        }
    }
}
