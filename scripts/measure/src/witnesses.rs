//! Do the gate, dhat and the compiled code agree about every case?
//!
//! Three witnesses that share no code look at the same work: the gate counts calls of the allocator, dhat takes a backtrace at each, and the site
//! report reads the object code. They agree about a case in one build when
//!
//! - the gate counts nothing and dhat sees nothing, or both see something;
//! - every line at which dhat sees a block be made has a site in that build.
//!
//! A line that calls the allocator and at which dhat sees nothing, in any case, is a [`Witnessed::unreached`] one. A call that is made is
//! seen by dhat, so such a line's call is not made: it stands on a branch not taken, or in code that runs before the counted call.
//!
//! Where dhat's line has no site, and the function called there has one on another line of the package, the compiler made a tail call: the
//! calling function had left when the block was made, so the backtrace has its caller instead. The same goes for a line 0, which the compiler leaves where
//! it merged code of several lines. Those are [`Witnessed::moved`].

use crate::binaries::Programs;
use crate::{Chapter, heap};
use anyhow::Context;
use heap_sites::{FileReport, LineReport, Report, Site, SiteKind};
use heap_views::{Sample, Stack};
use record::{CountReport, Outcome, Profile};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What a comparison of the three witnesses found, of one experiment in one build.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witnessed {
    /// Disagreements, one sentence each, with all three readings.
    pub disagreements: Vec<String>,
    /// Sites that call the allocator and that no case reached: `path:line:col: heap: ...`.
    pub unreached: Vec<String>,
    /// Blocks that dhat saw at a line of the caller, or at none.
    pub moved: Vec<String>,
}

/// Where dhat saw blocks be made during one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Blocks {
    by_place: BTreeMap<Place, u64>,
}

/// A line of the package's code, and the function that was called there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    /// From the package's directory; `None` where no frame is of the package.
    path: Option<String>,
    line: u32,
    called: String,
}

/// Runs every counted case of the experiments under dhat, in one build, and compares.
///
/// # Errors
///
/// When a profile cannot be made or read.
pub fn compare(
    programs: &Programs,
    experiments: &[Chapter],
    profile: Profile,
    counts: &[&CountReport],
    reports: &[&Report],
) -> anyhow::Result<Vec<Witnessed>> {
    let mut witnessed = Vec::new();
    for ((experiment, counts), report) in experiments.iter().zip(counts).zip(reports) {
        let blocks = profiles(programs.of(experiment, profile), experiment, report)?;
        witnessed.push(agreement(&experiment.slug, profile, counts, report, &blocks));
    }
    Ok(witnessed)
}

/// Runs an experiment's test program under dhat and reads what it wrote, by case.
fn profiles(program: &Path, experiment: &Chapter, report: &Report) -> anyhow::Result<BTreeMap<String, Blocks>> {
    let mut profiles = BTreeMap::new();
    for (case, file) in heap::profiles(program, experiment, None)? {
        let (profile, _) = heap_views::dhat::read(&file)?;
        profiles.insert(case, blocks(&profile, &experiment.slug, report)?);
    }
    Ok(profiles)
}

fn blocks(profile: &heap_views::HeapProfile, slug: &str, report: &Report) -> anyhow::Result<Blocks> {
    let mut blocks = Blocks::default();
    for stack in &profile.stacks {
        let count = u64::try_from(stack.values.get(Sample::AllocObjects)).context("a count below 0")?;
        *blocks.by_place.entry(place(profile, stack, slug, report)).or_default() += count;
    }
    Ok(blocks)
}

/// The innermost line in a backtrace in a file that is in the report.
fn place(profile: &heap_views::HeapProfile, stack: &Stack, slug: &str, report: &Report) -> Place {
    let mut called = String::new();
    for frame in stack.frames.iter().map(|frame| profile.frame(*frame)) {
        let function = profile.function(frame.function);
        if let Some(path) = source(&function.file, slug).filter(|path| report.file(path).is_some()) {
            return Place { path: Some(path.to_owned()), line: frame.line, called };
        }
        called.clone_from(&function.name);
    }
    let innermost = stack.frames.first().map(|frame| profile.function(profile.frame(*frame).function));
    Place { path: None, line: 0, called: innermost.map(|function| function.name.clone()).unwrap_or_default() }
}

/// The path from the package's directory, where the file is of the package. dhat keeps the last three parts of a path.
fn source<'a>(file: &'a str, slug: &str) -> Option<&'a str> {
    let within = file.strip_prefix(slug).and_then(|path| path.strip_prefix('/')).unwrap_or(file);
    within.starts_with("src/").then_some(within)
}

fn agreement(
    slug: &str,
    profile: Profile,
    counts: &CountReport,
    report: &Report,
    blocks: &BTreeMap<String, Blocks>,
) -> Witnessed {
    let mut witnessed = Witnessed::default();
    let mut reached: BTreeSet<(&str, u32)> = BTreeSet::new();
    for case in &counts.cases {
        let (id, Outcome::Measured(figures)) = (case.id(), &case.figures) else { continue };
        let Some(blocks) = blocks.get(&id) else {
            witnessed
                .disagreements
                .push(format!("case `{id}`, {}: counted by the gate, and not run by dhat", profile.name()));
            continue;
        };
        let counted = figures.allocations + figures.reallocations;
        let seen: u64 = blocks.by_place.values().sum();
        let mut without_site = Vec::new();
        for (place, count) in &blocks.by_place {
            match locate(report, place, profile) {
                Location::Site(path, line) => _ = reached.insert((path, line)),
                Location::Moved(path, line) => {
                    reached.insert((path, line));
                    witnessed.moved.push(format!(
                        "case `{id}`, {}: dhat's line {}:{} is that of a caller, or lost; the site is on {path}:{line}",
                        profile.name(),
                        place.path.as_deref().unwrap_or("?"),
                        place.line
                    ));
                }
                Location::OutsideOfPackage => {}
                Location::NoSite => without_site.push((place, count)),
            }
        }
        // What uncounted threads allocate is dhat's alone.
        if (counted > 0 && seen == 0)
            || (counted == 0 && seen > 0 && blocks.by_place.keys().any(|place| place.path.is_some()))
        {
            witnessed.disagreements.push(sentence(&id, profile, counted, blocks, "not asked"));
        }
        for (place, _) in without_site {
            let at = format!("no site on {}:{}", place.path.as_deref().unwrap_or("?"), place.line);
            witnessed.disagreements.push(sentence(&id, profile, counted, blocks, &at));
        }
    }
    let heap = |site: &&Site| site.kind == SiteKind::Heap;
    for (file, line) in lines(report) {
        if reached.contains(&(file.path.as_str(), line.line)) {
            continue;
        }
        for site in line.sites(profile).iter().filter(heap).take(1) {
            witnessed.unreached.push(format!(
                "experiments/{slug}/{}:{}:{}: heap in {}: {}, in {}",
                file.path,
                line.line,
                site.column,
                profile.name(),
                site.via(),
                site.function
            ));
        }
    }
    witnessed
}

/// Where a block that dhat saw stands in the report.
enum Location<'a> {
    /// On a line with a site.
    Site(&'a str, u32),
    /// On a line of a caller, or on none; the site is on this one.
    Moved(&'a str, u32),
    /// In no file of the report, such as in a thread that the standard library started.
    OutsideOfPackage,
    /// On a line without a site.
    NoSite,
}

fn locate<'a>(report: &'a Report, place: &Place, profile: Profile) -> Location<'a> {
    let Some(path) = &place.path else { return Location::OutsideOfPackage };
    let allocates = |line: &LineReport| line.sites(profile).iter().any(|site| site.kind != SiteKind::Free);
    let Some(file) = report.file(path) else { return Location::NoSite };
    if let Some(line) = file.lines.iter().find(|line| line.line == place.line && allocates(line)) {
        return Location::Site(&file.path, line.line);
    }
    let calls_it = |line: &LineReport| {
        line.sites(profile)
            .iter()
            .any(|site| site.chain.iter().any(|step| symbols::is_same_function(&step.function, &place.called)))
    };
    let moved = file.lines.iter().find(|line| (place.line == 0 && allocates(line)) || calls_it(line));
    moved.map_or(Location::NoSite, |line| Location::Moved(&file.path, line.line))
}

fn lines(report: &Report) -> impl Iterator<Item = (&FileReport, &LineReport)> {
    report.files.iter().flat_map(|file| file.lines.iter().map(move |line| (file, line)))
}

fn sentence(id: &str, profile: Profile, counted: u64, blocks: &Blocks, sites: &str) -> String {
    let places: Vec<String> = blocks
        .by_place
        .iter()
        .map(|(place, count)| {
            let at = place
                .path
                .as_ref()
                .map_or("outside of the package".to_owned(), |path| format!("at {path}:{}", place.line));
            format!("{count} {at} ({})", place.called)
        })
        .collect();
    let seen = if places.is_empty() { "none".to_owned() } else { places.join(", ") };
    format!(
        "case `{id}`, {}: the witnesses disagree: the gate counts {counted} allocations and reallocations; dhat sees blocks: {seen}; the site report: {sites}",
        profile.name()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use heap_sites::{Builds, SCHEMA, Step};

    const RUN: &str = "0x1: x::boxed::run (x/src/boxed.rs:7:5)";
    const NEW: &str = "0x1: alloc::boxed::Box<T>::new (alloc/src/boxed.rs:286:19)";

    fn report(lines: &[u32]) -> Report {
        let step = Step { function: "<alloc::boxed::Box<u64>>::new".to_owned(), inlined: true };
        let site = Site {
            column: 5,
            kind: SiteKind::Heap,
            function: "x::boxed::run".to_owned(),
            chain: vec![step],
            copies: 1,
            lost_line: false,
            is_shared: false,
            is_address: false,
            is_certain: None,
        };
        let line = |line: &u32| LineReport {
            line: *line,
            debug: vec![site.clone()],
            release: vec![site.clone()],
            doubt: None,
        };
        Report {
            schema: SCHEMA,
            package: "x".to_owned(),
            target: "lib".to_owned(),
            rustc: "rustc".to_owned(),
            builds: Builds::default(),
            files: vec![FileReport {
                path: "src/boxed.rs".to_owned(),
                lines: lines.iter().map(line).collect(),
                without_code: Vec::new(),
            }],
        }
    }

    fn counts(allocations: u64) -> CountReport {
        let exact = |allocations| {
            serde_json::json!({ "allocations": allocations, "deallocations": 0, "reallocations": 0, "requested_bytes": 0, "net_bytes": 0,
                "peak_bytes": 0, "end_bytes": 0 })
        };
        let mut report: CountReport = serde_json::from_value(serde_json::json!({
            "experiment": "x", "question": "?", "axis": null, "profile": "release", "rustc": "rustc", "opt_level": "3", "cases": []
        }))
        .unwrap();
        report.cases.push(
            serde_json::from_value(serde_json::json!({
                "variant": "boxed", "size": null, "about": "a box", "baseline": "boxed", "untimed": null, "alone": false,
                "figures": { "measured": exact(allocations) }, "expected": { "measured": exact(allocations) }
            }))
            .unwrap(),
        );
        report
    }

    fn compared(allocations: u64, lines: &[u32], frames: &[&str]) -> Witnessed {
        let report = report(lines);
        let one_block = |numbers: Vec<usize>| serde_json::json!({ "tb": 8, "tbk": 1, "mb": 8, "mbk": 1, "gb": 8, "gbk": 1, "eb": 0, "ebk": 0, "fs": numbers });
        let points: Vec<_> = (!frames.is_empty()).then(|| one_block((0..frames.len()).collect())).into_iter().collect();
        let file = serde_json::json!({ "dhatFileVersion": 2, "mode": "rust-heap", "pps": points, "ftbl": frames });
        let (profile, _) = heap_views::dhat::parse(file.to_string().as_bytes(), Path::new("x.json")).unwrap();
        let seen = blocks(&profile, "x", &report).unwrap();
        let blocks = BTreeMap::from([("boxed".to_owned(), seen)]);
        agreement("x", Profile::Release, &counts(allocations), &report, &blocks)
    }

    #[test]
    fn witnesses_with_equal_readings_agree() {
        assert_eq!(compared(1, &[7], &[NEW, RUN]), Witnessed::default());
        assert_eq!(compared(0, &[], &[]), Witnessed::default());
    }

    #[test]
    fn a_block_at_a_line_without_a_site_is_a_disagreement_with_all_three_readings() {
        let found = compared(1, &[], &[NEW, RUN]).disagreements;
        assert_eq!(found.len(), 1, "{found:?}");
        for part in
            ["the gate counts 1", "1 at src/boxed.rs:7 (alloc::boxed::Box<T>::new)", "no site on src/boxed.rs:7"]
        {
            assert!(found[0].contains(part), "`{part}` is not in: {}", found[0]);
        }
    }

    #[test]
    fn a_count_that_dhat_does_not_see_is_a_disagreement_and_so_is_the_reverse() {
        assert_eq!(compared(1, &[7], &[]).disagreements.len(), 1);
        assert_eq!(compared(0, &[7], &[NEW, RUN]).disagreements.len(), 1);
    }

    #[test]
    fn a_site_that_no_case_reaches_is_listed() {
        let found = compared(1, &[7, 9], &[NEW, RUN]);
        assert_eq!(found.disagreements, [""; 0]);
        assert_eq!(found.unreached, ["experiments/x/src/boxed.rs:9:5: heap in release: Box::new, in x::boxed::run"]);
    }

    #[test]
    fn a_tail_call_leaves_the_callers_line_in_the_backtrace() {
        let caller = "0x1: x::boxed::run (x/src/boxed.rs:12:5)";
        let tail = "0x1: <alloc::boxed::Box<u64>>::new (alloc/src/boxed.rs:286:19)";
        let found = compared(1, &[7], &[tail, caller]);
        assert_eq!((found.disagreements.len(), found.moved.len()), (0, 1), "{found:?}");
    }
}
