//! A profile made by hand, in pprof.

use crate::go::{self, Exported, PPROF};
use crate::profiles;
use heap_views::{CallGraph, HeapProfile, Sample, Sources, Unit, narrow, text};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// The sources of a profile made by hand: each file has lines enough.
fn sources(profile: &HeapProfile) -> (tempfile::TempDir, Sources) {
    let root = tempfile::tempdir().unwrap();
    for function in profile.functions.iter().filter(|function| !function.file.is_empty()) {
        let file = root.path().join(&function.file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, (1..=3000).map(|line| format!("line {line}\n")).collect::<String>()).unwrap();
    }
    let sources = Sources::below(&[root.path().to_owned()]).unwrap();
    (root, sources)
}

#[test]
fn pprof_finds_the_functions_of_a_profile_made_by_hand() {
    let Some(tool) = &*PPROF else { return };
    let (_root, sources) = sources(&profiles::example());
    let exported = Exported::new(&profiles::example(), &sources);
    let text = exported.pprof(tool, Sample::AllocSpace, &["-top"]);
    assert!(text.starts_with("File: program\n") && text.contains("\nType: alloc_space\n"), "{text}");
    assert!(text.contains("accounting for 1790B, 99.39% of 1801B total"), "{text}");
    let rows: Vec<(String, String, String)> =
        go::table(&text).into_iter().map(|row| (row.function, row.flat, row.cum)).collect();
    let expected = [
        ("<alloc::vec::Vec<u8>>::push (inline)", "1000", "1000"),
        ("app::walk::<app::Tree<u8>>", "500", "750"),
        ("app::parse", "250", "1250"),
        ("???", "33", "33"),
        ("<[u8; 4] as app::Size>::of & more", "7", "7"),
        ("app::main", "0", "1790"),
        ("app::work", "0", "1000"),
    ];
    assert_eq!(rows, expected.map(|(function, flat, cum)| (function.to_owned(), flat.to_owned(), cum.to_owned())));
}

#[test]
fn pprof_finds_the_lines_of_a_profile_made_by_hand() {
    let Some(tool) = &*PPROF else { return };
    let (_root, sources) = sources(&profiles::example());
    let text = Exported::new(&profiles::example(), &sources).pprof(tool, Sample::AllocSpace, &["-list", "app::"]);
    let lines = go::lines(&text);
    let figures = |function: &str, number| {
        let found = lines.iter().find(|line| line.function == function && line.number == number);
        found.map(|line| (line.flat, line.cum))
    };
    assert_eq!(figures("app::parse", 8), Some((0, 1000)), "{text}");
    // Once for the stack in which it is twice.
    assert_eq!(figures("app::parse", 9), Some((250, 250)));
    assert_eq!(figures("app::walk::<app::Tree<u8>>", 4), Some((500, 500)));
    assert_eq!(figures("app::walk::<app::Tree<u8>>", 6), Some((0, 500)));
    assert_eq!(figures("app::main", 6), Some((0, 750)));
    assert_eq!(figures("app::main", 7), Some((0, 40)));
}

#[test]
fn pprof_keeps_the_names_where_it_looks_for_symbols_too() {
    let Some(tool) = &*PPROF else { return };
    let text = Exported::new(&profiles::example(), &Sources::default()).pprof(
        tool,
        Sample::AllocSpace,
        &["-symbolize=local", "-top"],
    );
    let names: Vec<String> = go::table(&text).into_iter().map(|row| row.function).collect();
    for name in ["<alloc::vec::Vec<u8>>::push (inline)", "app::walk::<app::Tree<u8>>"] {
        assert!(names.iter().any(|other| other == name), "{names:?}");
    }
}

#[test]
fn pprof_is_told_what_the_sample_types_mean() {
    let Some(tool) = &*PPROF else { return };
    let exported = Exported::new(&profiles::example(), &Sources::default());
    let text = exported.pprof(tool, Sample::AllocSpace, &["-comments"]);
    assert!(text.contains("a reallocation is a block and adds its full new size"), "{text}");
    assert!(text.contains("inuse_*: live at the end"), "{text}");
    assert!(text.contains("program --fast input"), "{text}");
    // Without -sample_index.
    let raw = exported.pprof(tool, Sample::AllocSpace, &["-raw"]);
    assert!(raw.contains("alloc_space/bytes[dflt]"), "{raw}");
    assert!(raw.contains("<alloc::vec::Vec<u8>>::push"), "{raw}");
}

#[test]
fn pprof_agrees_on_every_figure_of_a_profile_made_by_hand() {
    let Some(tool) = &*PPROF else { return };
    let (_root, sources) = sources(&profiles::example());
    for sample in Sample::ALL {
        let (rows, lines) = go::compare(tool, "made by hand", &profiles::example(), &sources, sample);
        assert!(rows >= 2 && lines >= 2, "{sample}: {rows} {lines}");
    }
}

#[test]
fn pprof_agrees_on_profiles_made_at_random() {
    let Some(tool) = &*PPROF else { return };
    // Each takes three processes.
    TestRunner::new(Config::with_cases(12))
        .run(&(profiles::any_profile(), prop::sample::select(&Sample::ALL[..])), |(profile, sample)| {
            let (_root, sources) = sources(&profile);
            go::compare(tool, "made at random", &profile, &sources, sample);
            Ok(())
        })
        .unwrap();
}

/// The rows of `top` of a part of a profile, with percentages of the whole, ours and pprof's with these options.
fn narrowed(
    tool: &std::path::Path,
    whole: &HeapProfile,
    focus: Option<&str>,
    ignore: Option<&str>,
) -> (Vec<go::Row>, Vec<go::Row>) {
    let exported = Exported::new(whole, &Sources::default());
    let options: Vec<String> = [("focus", focus), ("ignore", ignore)]
        .iter()
        .filter_map(|(name, pattern)| Some(format!("-{name}={}", (*pattern)?)))
        .collect();
    let arguments: Vec<&str> = options.iter().map(String::as_str).chain(["-top"]).collect();
    let theirs = go::table(&exported.pprof(tool, Sample::AllocSpace, &arguments));
    let theirs = theirs.into_iter().filter(|row| (&*row.flat, &*row.cum) != ("0", "0")).collect();
    let part = narrow::matching(whole.clone(), focus, ignore);
    let ours = part.map_or_else(
        |_| Vec::new(),
        |part| {
            let graph = CallGraph::new(&part, Sample::AllocSpace);
            let total = CallGraph::new(whole, Sample::AllocSpace).total;
            go::table(&text::top(&graph.within(total), usize::MAX, Unit::Exact))
        },
    );
    (ours, theirs)
}

#[test]
fn pprof_agrees_on_what_focus_and_ignore_leave() {
    let Some(tool) = &*PPROF else { return };
    for (focus, ignore) in [
        (Some("parse"), None),
        (None, Some("parse")),
        (Some("app::walk"), Some("parse")),
        // A file, and a function that is inlined.
        (Some("walk\\.rs"), None),
        (Some("Vec<u8>"), None),
        (None, Some("size\\.rs|^\\?\\?\\?$")),
        (Some("^main$"), None),
    ] {
        let (ours, theirs) = narrowed(tool, &profiles::example(), focus, ignore);
        assert_eq!(ours, theirs, "{focus:?} {ignore:?}");
        assert_eq!(ours.is_empty(), focus == Some("^main$"));
    }
}

#[test]
fn pprof_agrees_on_parts_of_profiles_made_at_random() {
    let Some(tool) = &*PPROF else { return };
    const PATTERNS: [Option<&str>; 5] = [None, Some("a::"), Some("^main$"), Some("h|i"), Some("src/main")];
    TestRunner::new(Config::with_cases(24))
        .run(
            &(profiles::any_profile(), prop::sample::select(&PATTERNS[..]), prop::sample::select(&PATTERNS[..])),
            |(profile, focus, ignore)| {
                let (ours, theirs) = narrowed(tool, &profile, focus, ignore);
                prop_assert_eq!(ours, theirs);
                Ok(())
            },
        )
        .unwrap();
}

#[test]
fn pprof_agrees_on_the_lines_that_focus_and_ignore_leave() {
    let Some(tool) = &*PPROF else { return };
    let whole = profiles::example();
    let (_root, sources) = sources(&whole);
    let exported = Exported::new(&whole, &sources);
    for (focus, ignore) in [(Some("parse"), None), (None, Some("Vec<u8>")), (Some("app::walk"), Some("parse\\.rs"))] {
        let options: Vec<String> = [("focus", focus), ("ignore", ignore)]
            .iter()
            .filter_map(|(name, pattern)| Some(format!("-{name}={}", (*pattern)?)))
            .collect();
        for sample in Sample::ALL {
            let part = narrow::matching(whole.clone(), focus, ignore).unwrap();
            // pprof refuses a part without a figure.
            if part.total(sample) == 0 {
                continue;
            }
            let arguments: Vec<&str> = options.iter().map(String::as_str).chain(["-list", "."]).collect();
            let theirs = go::lines(&exported.pprof(tool, sample, &arguments));
            assert_eq!(go::listed(&part, &sources, sample), theirs, "{focus:?} {ignore:?} {sample}");
            assert!(!theirs.is_empty());
        }
    }
}

/// What `--own` makes is a profile; of it pprof must say the same as the views.
#[test]
fn pprof_agrees_on_what_ones_own_functions_ask_for() {
    let Some(tool) = &*PPROF else { return };
    TestRunner::new(Config::with_cases(12))
        .run(&(profiles::any_profile(), prop::sample::select(&Sample::ALL[..])), |(profile, sample)| {
            let (_root, sources) = sources(&profile);
            let own = narrow::own(profile, &sources).unwrap();
            go::compare(tool, "one's own", &own, &sources, sample);
            Ok(())
        })
        .unwrap();
}

#[test]
fn pprof_agrees_on_differences() {
    let Some(tool) = &*PPROF else { return };
    TestRunner::new(Config::with_cases(24))
        .run(
            &(profiles::any_profile(), profiles::any_profile(), prop::sample::select(&Sample::ALL[..])),
            |(base, later, sample)| {
                let exported = Exported::new(&later, &Sources::default());
                let of_base = Exported::new(&base, &Sources::default());
                let option = format!("-diff_base={}", of_base.file().display());
                let theirs = go::table(&exported.pprof(tool, sample, &[&option, "-top"]));
                let theirs: Vec<go::Row> =
                    theirs.into_iter().filter(|row| (&*row.flat, &*row.cum) != ("0", "0")).collect();
                let graph = CallGraph::new(&heap_views::diff(&base, &later).unwrap(), sample);
                let graph = graph.relative_to(CallGraph::new(&base, sample).total);
                let ours = go::table(&text::top(&graph, usize::MAX, Unit::Exact));
                prop_assert_eq!(ours, theirs);
                Ok(())
            },
        )
        .unwrap();
}
