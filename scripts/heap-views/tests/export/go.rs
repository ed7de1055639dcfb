//! `go tool pprof` and its output.

use crate::made;
use heap_views::pprof::encode;
use heap_views::{Profile, Sample};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The pprof that comes with Go, built once.
static PPROF: LazyLock<Option<PathBuf>> = LazyLock::new(build);

/// The newest Go below `target/go`, else that of PATH, with what it is given no setting of this machine and no network.
fn build() -> Option<PathBuf> {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let toolchains = scratch.parent()?.join("go");
    let version = |path: &Path| -> Vec<u32> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.split('.').filter_map(|part| part.parse().ok()).collect()
    };
    let mut found: Vec<PathBuf> = std::fs::read_dir(&toolchains)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("bin/go").is_file())
        .collect();
    found.sort_by_key(|path| version(path));
    let go = found.pop().map_or_else(|| PathBuf::from("go"), |path| path.join("bin/go"));
    let tool = scratch.join("pprof-of-go");
    let built = Command::new(&go)
        .args(["build", "-o"])
        .arg(&tool)
        .arg("cmd/pprof")
        .current_dir(scratch)
        .env("GOCACHE", toolchains.join("cache"))
        .envs([
            ("GOENV", "off"),
            ("GOTOOLCHAIN", "local"),
            ("GOPROXY", "off"),
            ("GOFLAGS", ""),
            ("CGO_ENABLED", "0"),
            ("GO111MODULE", "off"),
        ])
        .output();
    let problem = match built {
        Ok(output) if output.status.success() => return Some(tool),
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => format!("{}: {error}", go.display()),
    };
    assert!(
        std::env::var_os("CI").is_none(),
        "no pprof of Go, and this is CI: {problem}; get Go with scripts/install-go 1.27.3"
    );
    eprintln!("SKIPPED: nothing is compared with go tool pprof: {problem}; get Go with scripts/install-go 1.27.3");
    None
}

/// What pprof prints of this profile.
fn pprof(tool: &Path, profile: &Profile, sample: Sample, arguments: &[&str]) -> String {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("profile.pb.gz");
    let root = directory.path().to_owned();
    std::fs::write(&file, encode(profile, |file| Some(root.join(file))).unwrap()).unwrap();
    for function in profile.functions.iter().filter(|function| !function.file.is_empty()) {
        let source = root.join(&function.file);
        std::fs::create_dir_all(source.parent().unwrap()).unwrap();
        std::fs::write(source, "line\n".repeat(30)).unwrap();
    }
    let index = match sample {
        Sample::AllocSpace => "alloc_space",
        Sample::AllocObjects => "alloc_objects",
        Sample::PeakSpace => "peak_space",
        Sample::PeakObjects => "peak_objects",
        Sample::EndSpace => "inuse_space",
        Sample::EndObjects => "inuse_objects",
    };
    let output = Command::new(tool)
        .args(["-symbolize=none", "-trim=false", &format!("-sample_index={index}")])
        .args(if sample.is_bytes() { &["-unit=B"][..] } else { &[] })
        .args(arguments)
        .arg(&file)
        .env("PPROF_TMPDIR", directory.path())
        .env("HOME", directory.path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// `1234B`, `1234` or `.`.
fn figure(text: &str) -> i64 {
    if text == "." { 0 } else { text.trim_end_matches('B').parse().unwrap_or_else(|_| panic!("{text} is no figure")) }
}

/// The functions of a `-top` in its order: name, flat, cum.
fn top(text: &str) -> Vec<(String, i64, i64)> {
    let rows = text.lines().skip_while(|line| !line.trim_start().starts_with("flat ")).skip(1);
    rows.map(|row| {
        let mut columns = row.split_whitespace();
        let flat = figure(columns.next().unwrap());
        let cum = figure(columns.nth(2).unwrap());
        // Two blanks before the name, which may have blanks.
        let name = row.split_once("%  ").map_or(row, |_| row.rsplit_once("%  ").unwrap().1);
        let name = name.trim_end_matches(" (inline)").trim_end_matches(" (partial-inline)");
        (name.to_owned(), flat, cum)
    })
    .collect()
}

/// The lines of a `-list` that have a figure: function, line, flat, cum.
fn list(text: &str) -> BTreeMap<(String, u32), (i64, i64)> {
    let mut lines = BTreeMap::new();
    let mut function = "";
    for line in text.lines() {
        if let Some(header) = line.strip_prefix("ROUTINE ======================== ") {
            function = header.rsplit_once(" in ").unwrap().0;
            continue;
        }
        let mut columns = line.split_whitespace();
        let (Some(flat), Some(cum), Some(place)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let Some(Ok(number)) = place.split_once(':').map(|(number, _)| number.parse()) else { continue };
        if (flat, cum) != (".", ".") {
            lines.insert((function.to_owned(), number), (figure(flat), figure(cum)));
        }
    }
    lines
}

fn rows(expected: &[(&str, i64, i64)]) -> Vec<(String, i64, i64)> {
    expected.iter().map(|(name, flat, cum)| ((*name).to_owned(), *flat, *cum)).collect()
}

#[test]
fn pprof_finds_the_functions_of_a_profile_made_by_hand() {
    let Some(tool) = &*PPROF else { return };
    let text = pprof(tool, &made::example(), Sample::AllocSpace, &["-top"]);
    assert!(text.starts_with("File: program\n") && text.contains("\nType: alloc_space\n"), "{text}");
    assert!(text.contains("accounting for 1790B, 99.39% of 1801B total"), "{text}");
    assert_eq!(
        top(&text),
        rows(&[
            ("<alloc::vec::Vec<u8>>::push", 1000, 1000),
            ("app::walk::<app::Tree<u8>>", 500, 750),
            ("app::parse", 250, 1250),
            ("???", 33, 33),
            ("<[u8; 4] as app::Size>::of & more", 7, 7),
            ("app::main", 0, 1790),
            ("app::work", 0, 1000),
        ])
    );
    let text = pprof(tool, &made::example(), Sample::PeakObjects, &["-top", "-cum"]);
    let functions = top(&text);
    assert_eq!(functions[0], ("app::main".to_owned(), 0, 11));
    assert!(functions.contains(&("<alloc::vec::Vec<u8>>::push".to_owned(), 7, 7)), "{text}");
}

#[test]
fn pprof_finds_the_lines_of_a_profile_made_by_hand() {
    let Some(tool) = &*PPROF else { return };
    let text = pprof(tool, &made::example(), Sample::AllocSpace, &["-list", "app::"]);
    let lines = list(&text);
    let line = |function: &str, line| lines.get(&(function.to_owned(), line)).copied();
    assert_eq!(line("app::parse", 8), Some((0, 1000)), "{text}");
    // Once for the stack in which it is twice.
    assert_eq!(line("app::parse", 9), Some((250, 250)));
    assert_eq!(line("app::walk::<app::Tree<u8>>", 4), Some((500, 500)));
    assert_eq!(line("app::walk::<app::Tree<u8>>", 6), Some((0, 500)));
    assert_eq!(line("app::main", 6), Some((0, 750)));
    assert_eq!(line("app::main", 7), Some((0, 40)));
    assert!(text.contains(" in ") && text.contains("src/parse.rs"), "{text}");
}

#[test]
fn pprof_is_told_what_the_sample_types_mean() {
    let Some(tool) = &*PPROF else { return };
    let text = pprof(tool, &made::example(), Sample::AllocSpace, &["-comments"]);
    assert!(text.contains("a reallocation is a block and adds its full new size"), "{text}");
    assert!(text.contains("inuse_*: live at the end"), "{text}");
    assert!(text.contains("program --fast input"), "{text}");
    // Without -sample_index.
    let raw = pprof(tool, &made::example(), Sample::AllocSpace, &["-raw"]);
    assert!(raw.contains("alloc_space/bytes[dflt]"), "{raw}");
    assert!(raw.contains("<alloc::vec::Vec<u8>>::push"), "{raw}");
}
