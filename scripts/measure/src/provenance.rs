//! With what, where and when is it measured?

use crate::Workspace;
use anyhow::Context;
use record::Provenance;
use std::path::Path;
use std::process::Command;

/// Describes this machine, this work tree and the command that was typed, before a measurement begins.
///
/// What the platform does not say is `unknown`, never guessed. `rustc` is the `rustc -vV` of the binaries measured.
pub fn describe(workspace: &Workspace, rustc: &str) -> Provenance {
    let git = |arguments: &[&str]| output(Command::new("git").args(arguments).current_dir(workspace.root()));
    Provenance {
        rustc: rustc.split("; ").collect::<Vec<_>>().join("\n"),
        debug_profile: "opt-level 0, debug assertions".to_owned(),
        release_profile: release_profile(workspace.root()),
        cpu: cpu().unwrap_or_else(unknown),
        cpus: std::thread::available_parallelism().map_or(0, |count| count.get() as u64),
        os: os().unwrap_or_else(|| std::env::consts::OS.to_owned()),
        kernel: output(Command::new("uname").args(["-sr"])).unwrap_or_else(unknown),
        allocator: allocator(),
        date: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        git_revision: git(&["rev-parse", "HEAD"]).unwrap_or_else(unknown),
        git_dirty: git(&["status", "--porcelain", "--untracked-files=normal"])
            .is_none_or(|changes| !changes.is_empty()),
        tool: format!("workbook {}", env!("CARGO_PKG_VERSION")),
        command: typed_command(),
        load_per_mille: [load_per_mille(); 2],
    }
}

/// Describes this machine and this work tree, with the compiler that cargo uses here.
///
/// # Errors
///
/// When the compiler cannot be run.
pub fn describe_now(workspace: &Workspace) -> anyhow::Result<Provenance> {
    let rustc = Command::new("rustc").arg("-vV").current_dir(workspace.root()).output();
    let rustc = rustc.context("rustc cannot be run; is it on PATH?")?;
    Ok(describe(workspace, String::from_utf8_lossy(&rustc.stdout).trim()))
}

/// The load average over one minute, times 1000; 0 where the platform does not say.
pub fn load_per_mille() -> u64 {
    let load = std::fs::read_to_string("/proc/loadavg").ok().or_else(|| {
        // `{ 1.52 1.60 1.71 }`
        output(Command::new("sysctl").args(["-n", "vm.loadavg"])).map(|text| text.trim_matches(['{', ' ']).to_owned())
    });
    let first = load.as_deref().and_then(|load| load.split_whitespace().next()?.parse::<f64>().ok());
    first.map_or(0, |load| (load * 1000.0).round() as u64)
}

fn unknown() -> String {
    "unknown".to_owned()
}

/// `cargo workbook measure ...`, whatever the path of the executable is. What is below the reader's home stands below `~`, as it can be typed anywhere.
pub(crate) fn typed_command() -> String {
    let home = std::env::home_dir().map(|home| format!("{}/", home.display())).filter(|home| home != "/");
    let arguments = std::env::args_os().skip(1).map(|argument| {
        let argument = argument.to_string_lossy();
        home.as_deref().map_or_else(|| argument.to_string(), |home| argument.replace(home, "~/"))
    });
    ["cargo workbook".to_owned()].into_iter().chain(arguments).collect::<Vec<_>>().join(" ")
}

/// The settings of `[profile.release]` that change counts, from the workspace's manifest.
fn release_profile(root: &Path) -> String {
    let manifest =
        std::fs::read_to_string(root.join("Cargo.toml")).ok().and_then(|text| text.parse::<toml::Table>().ok());
    let profile = manifest.as_ref().and_then(|manifest| manifest.get("profile")?.get("release")?.as_table());
    let setting = |key: &str, default: &str| {
        profile.and_then(|profile| profile.get(key)).map_or_else(|| default.to_owned(), ToString::to_string)
    };
    format!(
        "opt-level {}, codegen-units {}, lto {}, debug {}",
        setting("opt-level", "3"),
        setting("codegen-units", "16"),
        setting("lto", "false"),
        setting("debug", "false")
    )
}

fn cpu() -> Option<String> {
    cpu_field("model name").or_else(|| output(Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"])))
}

/// What Linux says of the first processor in the field of this name.
pub(crate) fn cpu_field(name: &str) -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    fields.find(|(field, _)| field.trim() == name).map(|(_, value)| value.trim().to_owned())
}

fn os() -> Option<String> {
    let text = std::fs::read_to_string("/etc/os-release").ok()?;
    let name = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(name.trim_matches('"').to_owned())
}

/// The allocator that `System` is.
pub(crate) fn allocator() -> String {
    let libc = output(Command::new("getconf").arg("GNU_LIBC_VERSION"));
    libc.map_or_else(|| "System: the platform's malloc".to_owned(), |libc| format!("System: malloc of {libc}"))
}

/// What a command prints, trimmed; `None` when it cannot be run or fails.
fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
