//! The views of a file that a program wrote.

use crate::package::run_in;
use heap_views::Sample;
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

/// A profile of jemalloc: 64 bytes in one stack of one address.
const JEMALLOC: &str = "heap_v2/1\n  t*: 1: 64 [0: 0]\n@ 0x1001\n  t*: 1: 64 [0: 0]\n\nMAPPED_LIBRARIES:\n\
                        1000-2000 r-xp 00000000 fd:01 1 /bin/program\n";

fn files(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(directory.path().join(name), bytes).unwrap();
    }
    directory
}

#[test]
fn what_the_file_counts_is_shown_and_what_it_does_not_is_refused() {
    let directory = files(&[("my.heap", JEMALLOC.as_bytes()), ("stacks.txt", b"main;parse 12\n")]);
    let heap = |arguments: &[&str]| run_in(directory.path(), &[&["heap", "--file"], arguments].concat());
    let run = heap(&["my.heap"]).ends(0);
    assert!(run.stdout.starts_with("end-space: 64 B in total\n"), "{}", run.stdout);
    run.says(&["note: end-space is shown", "it also has end-objects", "is not symbolised", "--program"]);
    heap(&["my.heap", "--sample", "peak-space"])
        .ends(2)
        .says(&["does not count peak-space; it has end-space, end-objects"]);
    heap(&["my.heap", "--program", "my.heap"]).fails(2, &["--program my.heap", "no program that can be read"]);
    heap(&["stacks.txt"]).fails(2, &["say it with --sample"]);
    let top = heap(&["stacks.txt", "--sample", "alloc-objects", "--format", "json"]).ends(0);
    assert_eq!(top.stderr, "");
    let rows: serde_json::Value = serde_json::from_str(&top.stdout).unwrap();
    assert_eq!((rows[0]["function"].as_str(), rows[0]["flat"].as_i64()), (Some("parse"), Some(12)));
    // Nothing that both have.
    heap(&["my.heap", "--diff-base", "stacks.txt", "--sample", "alloc-space"])
        .ends(2)
        .says(&["my.heap: the profile does not count alloc-space"]);
}

#[test]
fn a_view_of_nothing_is_said_to_be_one() {
    let empty = JEMALLOC.replace(": 64 [0: 0]", ": 0 [0: 0]").replace("t*: 1", "t*: 0");
    let directory = files(&[("my.heap", empty.as_bytes()), ("none.heap", b"heap_v2/1\nMAPPED_LIBRARIES:\n")]);
    let heap = |file| run_in(directory.path(), &["heap", "--file", file]).ends(0);
    heap("my.heap").says(&["warning: no stack of the profile has anything in end-space"]);
    heap("none.heap").says(&["warning: none.heap: the profile has no stack"]);
}

#[test]
fn files_of_other_tools_are_refused_by_name() {
    let directory = files(&[
        ("heaptrack.zst", &[0x28, 0xb5, 0x2f, 0xfd, 0]),
        ("massif.out", b"desc: (none)\ncmd: a\ntime_unit: i\n"),
        ("heap.txt", b"heap profile: 1: 2 [3: 4] @ heap/1048576\n"),
        ("samply.json", b"{\"meta\":{}}"),
        ("utf16.json", &[0xff, 0xfe, b'{', 0]),
    ]);
    for (file, parts) in [
        ("heaptrack.zst", ["zstd", "heaptrack_print"]),
        ("massif.out", ["massif", "ms_print"]),
        ("heap.txt", ["as text", "without `?debug=1`"]),
        ("samply.json", ["Firefox profiler", "dhat"]),
        ("utf16.json", ["UTF-16", "PowerShell"]),
        ("no-such.json", ["there is no such file", "Ctrl-C"]),
    ] {
        run_in(directory.path(), &["heap", "--file", file]).fails(1, &[file, parts[0], parts[1]]);
    }
}

/// A program's profiles, by the crate dhat and by valgrind's DHAT, and its source: what the book shows of them. They were made in a directory
/// `orders`, with `--features profile`, and with `valgrind --tool=dhat --num-callers=64 --fullpath-after=`.
fn orders(arguments: &[&str]) -> crate::run::Run {
    let orders = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page/orders");
    run_in(&orders, &[&["heap"], arguments].concat())
}

#[test]
fn the_page_shows_what_the_views_of_a_profile_print() {
    let mut wrong = Vec::new();
    for (name, arguments) in [
        ("heap-top.txt", &["--file", "dhat.json", "top", "-n", "5"][..]),
        ("heap-own.txt", &["--file", "dhat.json", "--own"]),
        ("heap-blocks.txt", &["--file", "dhat.json", "--own", "blocks"]),
        ("heap-unused.txt", &["--file", "valgrind.json", "--own", "blocks", "--only", "hardly-used"]),
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page").join(name);
        let printed = orders(arguments).ends(0).stdout;
        if crate::snapshot::is_renewed() {
            std::fs::write(&file, printed).unwrap();
        } else if std::fs::read_to_string(&file).unwrap_or_default() != printed {
            wrong.push(format!("{name}:\n{printed}"));
        }
    }
    assert!(wrong.is_empty(), "the page is stale; renew it with SNAPSHOTS=renew\n{}", wrong.join("\n"));
}

fn rows(run: &crate::run::Run) -> Vec<serde_json::Value> {
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn own_code_has_what_libraries_ask_for_and_no_byte_is_lost() {
    let flat = |arguments: &[&str]| -> i64 {
        let all = [arguments, &["--file", "dhat.json", "--format", "json", "top", "-n", "0"]].concat();
        rows(&orders(&all).ends(0)).iter().map(|row| row["flat"].as_i64().unwrap()).sum()
    };
    let whole = flat(&[]);
    assert_eq!(flat(&["--own"]), whole);
    let [with, without] = [flat(&["--focus", "serde_json"]), flat(&["--ignore", "serde_json"])];
    assert!(with > 0 && without > 0 && with + without == whole, "{with} {without} {whole}");
    let own = rows(&orders(&["--own", "--file", "dhat.json", "--format", "json"]).ends(0));
    assert!(own.iter().all(|row| row["function"].as_str().unwrap().starts_with("orders::")), "{own:?}");
    let run = orders(&["--file", "dhat.json", "--focus", "serde_json"]).ends(0);
    run.says(&["note: shown are stacks with"]);
    orders(&["--file", "dhat.json", "--focus", "no such"]).fails(2, &["no stack passes --focus `no such`"]);
    orders(&["--file", "dhat.json", "--own", "--all-frames"]).fails(2, &["--own", "--all-frames"]);
}

#[test]
fn blocks_are_told_by_their_lives_where_the_file_has_them() {
    let blocks = |file, only| orders(&["--file", file, "--own", "--format", "json", "blocks", "--only", only]);
    for row in rows(&blocks("dhat.json", "short-lived").ends(0)) {
        assert!(row["lifetime"].as_f64().unwrap() <= 10.0, "{row}");
    }
    let unused = rows(&blocks("valgrind.json", "hardly-used").ends(0));
    assert!(unused.iter().any(|row| row["function"] == "orders::report"), "{unused:?}");
    for row in unused {
        let often = |key: &str| row[key].as_f64().unwrap();
        assert!(often("reads_per_byte") <= 0.4 || often("writes_per_byte") <= 0.4, "{row}");
    }
    blocks("dhat.json", "never-read").ends(2).says(&["--only never-read", "valgrind --tool=dhat"]);
    let directory = files(&[("my.heap", JEMALLOC.as_bytes())]);
    run_in(directory.path(), &["heap", "--file", "my.heap", "blocks"]).ends(2).says(&["`blocks` needs"]);
    orders(&["--file", "dhat.json", "--diff-base", "valgrind.json", "blocks"]).ends(2).says(&["averages"]);
}

#[test]
fn a_difference_is_drawn_as_what_changed() {
    let run = orders(&["--file", "dhat.json", "--diff-base", "valgrind.json", "--own", "flame"]).ends(0);
    assert!(run.stdout.contains(" more, ") && run.stdout.contains(" less, "), "{}", run.stdout);
}

/// `Total: 4,274 bytes in 7 blocks`: the numbers after a word that valgrind prints.
fn printed(by_valgrind: &str, word: &str) -> Vec<i64> {
    let line = by_valgrind.lines().find_map(|line| line.split_once(word)).unwrap_or_else(|| panic!("{by_valgrind}")).1;
    line.split_whitespace().filter_map(|word| word.replace(',', "").parse().ok()).collect()
}

#[test]
fn what_valgrind_prints_of_a_run_is_what_is_read_of_its_file() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("dhat.out");
    let run = std::process::Command::new("valgrind")
        .args(["--tool=dhat", &format!("--dhat-out-file={}", file.display()), env!("CARGO_BIN_EXE_cargo-allocations")])
        .arg("--version")
        .output();
    let run = match run {
        Ok(run) if run.status.success() => run,
        other => {
            assert!(std::env::var_os("CI").is_none(), "valgrind cannot be run, and this is CI: {other:?}");
            std::io::Write::write_all(
                &mut std::io::stderr(),
                b"SKIPPED: nothing is compared with valgrind, which cannot be run\n",
            )
            .unwrap();
            return;
        }
    };
    let said = String::from_utf8_lossy(&run.stderr);
    let (profile, _) = heap_views::read(&file).unwrap();
    for (word, [bytes, blocks]) in [
        ("Total:", [Sample::AllocSpace, Sample::AllocObjects]),
        ("At t-gmax:", [Sample::PeakSpace, Sample::PeakObjects]),
        ("At t-end:", [Sample::EndSpace, Sample::EndObjects]),
    ] {
        assert_eq!(printed(&said, word), [profile.total(bytes), profile.total(blocks)], "{word}");
    }
    assert!(profile.total(Sample::AllocObjects) > 10, "{said}");
    let lives = || profile.stacks.iter().map(|stack| stack.life);
    assert_eq!(printed(&said, "Reads:"), [lives().map(|life| life.read).sum::<i64>()]);
    assert_eq!(printed(&said, "Writes:"), [lives().map(|life| life.written).sum::<i64>()]);
}
