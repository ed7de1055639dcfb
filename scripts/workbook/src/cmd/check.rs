use crate::format;
use crate::progress::Bar;
use ::matrix::snippets::Snippets;
use ::measure::witnesses::Witnessed;
use ::measure::{Experiment, Workspace, assemble, digest, findings, go, heap, output, sites};
use clap::Args;
use heap_sites::{Profile, Report};
use heap_views::recorded::Recorded;
use record::matrix::{self, Build, Calls, Matrix, OptLevel, Setting};
use record::{CountReport, Exact, Outcome, Record};
use std::process::ExitCode;

/// Check that the reference records are still true.
///
/// Each record must be unedited and belong to the current sources. Counts and exact findings are measured again and
/// must be equal. The tests must print the output that is shown, the compiled code must have the allocation sites
/// that are shown, and dhat must give the heap profiles that are shown; for every case the counter, dhat and the
/// compiled code must agree. The pages, the crates and SUMMARY.md must agree, no page may contain a typed figure, and
/// the README's table must be that of the records.
///
/// Times are not checked. Records of Go programs are checked for edits and current sources only; `cargo workbook
/// articles` runs the programs. A matrix is checked for its sources and its compiler, and compared with the
/// declaration at the settings of the two profiles; the other settings are not built again.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Check only these experiments, and neither the book's pages nor the README.
    slugs: Vec<String>,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let experiments = workspace.chosen(&arguments.slugs)?;
    let counts = assemble::count(workspace, &experiments, &Bar::default())?;
    let (mut problems, mut reports) = (Vec::new(), Vec::new());
    for (experiment, counts) in experiments.iter().zip(&counts) {
        let place = format!("experiments/{}", experiment.slug);
        match record::read_for(&experiment.reference(), &experiment.slug) {
            Ok(record) => {
                problems.extend(record.faults(&experiment.reference()).iter().map(ToString::to_string));
                let found = source_problem(workspace, experiment, &record)?
                    .into_iter()
                    .chain(count_problems(&record, counts))
                    .chain(finding_problems(workspace, experiment, &record));
                problems.extend(found.map(|problem| format!("{place}/record.json: {problem}")));
            }
            Err(error) => problems.push(error.to_string()),
        }
        problems
            .extend(go_problems(workspace, experiment)?.iter().map(|problem| format!("{place}/go.json: {problem}")));
        if experiment.reference_matrix().is_file() {
            let found = matrix_problems(workspace, experiment, counts)?;
            problems.extend(found);
        }
        problems
            .extend(output_problem(workspace, experiment).map(|problem| format!("{place}/output/test.txt: {problem}")));
        let report = sites::current(workspace, experiment);
        problems
            .extend(site_problems(experiment, &report).iter().map(|problem| format!("{place}/sites.json: {problem}")));
        reports.push(report);
        problems
            .extend(heap_problems(workspace, experiment).iter().map(|problem| format!("{place}/heap.json: {problem}")));
    }
    let witnessed = witnesses(workspace, &experiments, &counts, &reports)?;
    problems.extend(witnessed.disagreements);
    if arguments.slugs.is_empty() {
        let root = workspace.root();
        let pages = pages::disagreements(root)?.into_iter().chain(pages::typed_figures(root)?);
        problems.extend(pages.map(|problem| problem.to_string()));
        problems.extend(super::readme::problem(workspace)?);
    }
    let notes = witnessed.unreached.iter().map(|site| format!("note: {site}: no case makes this call\n"));
    let moved = witnessed.moved.iter().map(|block| format!("note: {block}\n"));
    format::print(&notes.chain(moved).collect::<String>())?;
    let mut text: String = problems.iter().map(|problem| format!("{problem}\n")).collect();
    let experiments = format::counted(experiments.len(), "experiment");
    text += &format!("{experiments} checked, {}\n", format::counted(problems.len(), "problem"));
    format::print(&text)?;
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn source_problem(workspace: &Workspace, experiment: &Experiment, record: &Record) -> anyhow::Result<Option<String>> {
    let is_changed = record.sources != digest::sources(workspace, experiment)?;
    Ok(is_changed.then(|| {
        format!(
            "field `sources`: the sources changed since they were measured; measure again with `cargo workbook measure {} --reference`",
            experiment.slug
        )
    }))
}

/// Of an experiment with Go programs. They are not run here: `cargo workbook articles` does that, where there is a Go toolchain.
fn go_problems(workspace: &Workspace, experiment: &Experiment) -> anyhow::Result<Vec<String>> {
    if go::with_programs(vec![experiment.clone()]).is_empty() {
        return Ok(Vec::new());
    }
    let file = experiment.reference_go();
    let record = match record::go::read_for(&file, &experiment.slug) {
        Ok(record) => record,
        Err(error) => return Ok(vec![error.to_string()]),
    };
    let mut problems: Vec<String> = record.faults(&file).iter().map(ToString::to_string).collect();
    if record.sources != digest::go_sources(workspace, experiment)? {
        problems.push(format!(
            "field `sources`: the Go programs or the Rust sources changed since they were measured; measure again with `cargo workbook articles {} --reference`",
            experiment.slug
        ));
    }
    Ok(problems)
}

/// The tests may fail, which is what a check is there to say: it goes on with the next experiment.
fn output_problem(workspace: &Workspace, experiment: &Experiment) -> Option<String> {
    let remedy = format!("renew it with `cargo workbook measure {} --reference`", experiment.slug);
    match (output::current(workspace, experiment), std::fs::read_to_string(output::file(experiment))) {
        // The first line says what failed; the cases that differ are problems of their own.
        (Err(error), _) => {
            Some(format!("cannot be compared: {}", format!("{error:#}").lines().next().unwrap_or_default()))
        }
        (Ok(_), Err(error)) => Some(format!("{error}; {remedy}")),
        (Ok(current), Ok(shown)) => {
            (current != shown).then(|| format!("not what the command on its first line prints; {remedy}"))
        }
    }
}

/// The gate, dhat and the compiled code, about every case of the experiments whose code can be read, in both builds.
fn witnesses(
    workspace: &Workspace,
    experiments: &[Experiment],
    counts: &[assemble::Counts],
    reports: &[Result<Report, heap_sites::Error>],
) -> anyhow::Result<Witnessed> {
    let read = experiments.iter().zip(counts).zip(reports);
    let read: Vec<_> =
        read.filter_map(|((experiment, counts), report)| Some((experiment, counts, report.as_ref().ok()?))).collect();
    let experiments: Vec<Experiment> = read.iter().map(|(experiment, ..)| (*experiment).clone()).collect();
    let reports: Vec<&Report> = read.iter().map(|(.., report)| *report).collect();
    let mut all = Witnessed::default();
    for profile in [Profile::Debug, Profile::Release] {
        let counts: Vec<&CountReport> = read
            .iter()
            .map(|(_, counts, _)| if profile == Profile::Debug { &counts.debug } else { &counts.release })
            .collect();
        for (experiment, witnessed) in
            experiments.iter().zip(::measure::witnesses::compare(workspace, &experiments, profile, &counts, &reports)?)
        {
            let place = format!("experiments/{}", experiment.slug);
            all.disagreements.extend(witnessed.disagreements.iter().map(|problem| format!("{place}: {problem}")));
            all.moved.extend(witnessed.moved.iter().map(|block| format!("{place}: {block}")));
            all.unreached.extend(witnessed.unreached);
        }
    }
    Ok(all)
}

fn site_problems(experiment: &Experiment, current: &Result<Report, heap_sites::Error>) -> Vec<String> {
    let file = sites::file(experiment);
    let remedy = format!("renew it with `cargo workbook sites {} --reference`", experiment.slug);
    let recorded = match Report::read(&file) {
        Ok(recorded) => recorded,
        // The place is named already.
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.strip_prefix(&format!("{}: ", file.display())).unwrap_or(&reason);
            return vec![format!("{reason}; {remedy}")];
        }
    };
    match current {
        Ok(current) => {
            sites::differences(&recorded, current).iter().map(|difference| format!("{difference}; {remedy}")).collect()
        }
        Err(error) => vec![format!("cannot be compared: {error}")],
    }
}

fn heap_problems(workspace: &Workspace, experiment: &Experiment) -> Vec<String> {
    let remedy = format!("renew it with `cargo workbook heap {} --reference`", experiment.slug);
    let recorded = match Recorded::read_for(&heap::file(experiment), &experiment.slug) {
        Ok(recorded) => recorded,
        Err(error) => return vec![format!("{}; {remedy}", error.reason)],
    };
    match heap::current(workspace, experiment) {
        Ok(current) => {
            heap::differences(&recorded, &current).iter().map(|difference| format!("{difference}; {remedy}")).collect()
        }
        Err(error) => vec![format!("cannot be compared: {error:#}")],
    }
}

fn count_problems(record: &Record, counts: &assemble::Counts) -> Vec<String> {
    let mut problems = Vec::new();
    for (profile, report) in [("debug", &counts.debug), ("release", &counts.release)] {
        for counted in &report.cases {
            let id = counted.id();
            let Some(case) = record.case(&id) else {
                problems.push(format!("case `{id}`: declared, and not in the record"));
                continue;
            };
            let recorded = if profile == "debug" { &case.debug } else { &case.release };
            problems.extend(
                differences(recorded, &counted.figures)
                    .map(|difference| format!("case `{id}`, {profile}: {difference} ({})", compilers(record, report))),
            );
        }
    }
    let is_declared = |id: &str| counts.release.cases.iter().any(|counted| counted.id() == id);
    for case in record.cases.iter().filter(|case| !is_declared(&case.id())) {
        problems.push(format!("case `{}`: in the record, and no longer declared", case.id()));
    }
    problems
}

fn differences(recorded: &Outcome<Exact>, measured: &Outcome<Exact>) -> Option<String> {
    match (recorded, measured) {
        (Outcome::Measured(recorded), Outcome::Measured(measured)) => {
            let differing: Vec<String> = recorded
                .differing(measured)
                .map(|(name, recorded, measured)| format!("{name} {recorded} recorded, {measured} now"))
                .collect();
            (!differing.is_empty()).then(|| differing.join(", "))
        }
        (recorded, Outcome::Failed(error)) => Some(format!("{} in the record, failed now: {error}", word(recorded))),
        (recorded, measured) if recorded == measured => None,
        (recorded, measured) => Some(format!("{} in the record, {} now", word(recorded), word(measured))),
    }
}

fn word(outcome: &Outcome<Exact>) -> &'static str {
    match outcome {
        Outcome::Measured(_) => "measured",
        Outcome::Failed(_) => "failed",
        Outcome::NotMeasured(_) => "not measured",
    }
}

fn compilers(record: &Record, report: &CountReport) -> String {
    let recorded = record.provenance.rustc.lines().next().unwrap_or_default();
    let running = report.rustc.split("; ").next().unwrap_or_default();
    if recorded == running { running.to_owned() } else { format!("{recorded} then, {running} now") }
}

/// Problems with the reference matrix, each with the file and the remedy.
fn matrix_problems(
    workspace: &Workspace,
    experiment: &Experiment,
    counts: &assemble::Counts,
) -> anyhow::Result<Vec<String>> {
    let (slug, file) = (&experiment.slug, experiment.reference_matrix());
    let matrix = match matrix::read_for(&file, slug) {
        Ok(matrix) => matrix,
        Err(error) => return Ok(vec![error.to_string()]),
    };
    let mut problems: Vec<String> = matrix.faults(&file).iter().map(ToString::to_string).collect();
    let sources = match Snippets::of(workspace, experiment) {
        Ok(snippets) => snippets.digest(workspace)?,
        Err(error) => return Ok(vec![error.to_string()]),
    };
    let mut found = disagreements(&matrix, counts);
    if matrix.sources != sources {
        found.insert(0, "field `sources`: the variants or the toolchain changed since it was made".to_owned());
    }
    problems.extend(found.into_iter().map(|problem| {
        format!(
            "experiments/{slug}/matrix.json: {problem}; make it again with `cargo workbook matrix {slug} --reference`"
        )
    }));
    Ok(problems)
}

/// Where a matrix is not complete, not of the compiler that counts now, or not what is declared at the settings of the two profiles.
fn disagreements(matrix: &Matrix, counts: &assemble::Counts) -> Vec<String> {
    let mut problems: Vec<String> =
        matrix.failures.iter().map(|failure| format!("setting `{}` failed", failure.setting)).collect();
    let wanted = [OptLevel::Zero, OptLevel::Three].map(|opt_level| Setting { opt_level, build: Build::WORKSPACE });
    if wanted.iter().any(|setting| !matrix.settings.contains(setting)) {
        problems.push("field `settings`: those of the workspace's two profiles are not there".to_owned());
    }
    let first_line = |text: &str| text.split([';', '\n']).next().unwrap_or_default().to_owned();
    let (then, now) = (first_line(&matrix.provenance.rustc), first_line(&counts.release.rustc));
    if then != now {
        problems.push(format!("made with {then}, and this is {now}"));
    }
    for (report, opt_level) in [(&counts.debug, OptLevel::Zero), (&counts.release, OptLevel::Three)] {
        let setting = Setting { opt_level, build: Build::WORKSPACE };
        for counted in &report.cases {
            let Outcome::Measured(exact) = &counted.expected else { continue };
            let declared = Calls { allocations: exact.allocations, reallocations: exact.reallocations };
            let variant = matrix.variant(&counted.variant);
            // The C library's own blocks, such as a thread's, are seen by malloc alone; without LTO the counter is exact.
            let sees_more = |variant: &matrix::Variant| {
                let [malloc, counter] = [&variant.malloc, &variant.counter].map(|row| matrix.cell(row, setting));
                counter == Some(declared) && malloc.is_some_and(|malloc| malloc.allocations > declared.allocations)
            };
            if variant.is_some_and(sees_more) {
                continue;
            }
            let found = variant.map(|variant| matrix.cell(&variant.malloc, setting));
            let id = counted.id();
            match found {
                None => problems.push(format!("variant `{id}`: declared, and not in the matrix")),
                Some(Some(calls)) if calls == declared => {}
                Some(calls) => {
                    let calls = calls.map_or_else(|| "nothing".to_owned(), |calls| calls.to_string());
                    problems.push(format!("variant `{id}`, `{setting}`: {calls}, and {declared} are declared"));
                }
            }
        }
    }
    // Both profiles lack the same variants.
    problems.dedup();
    problems
}

fn finding_problems(workspace: &Workspace, experiment: &Experiment, record: &Record) -> Vec<String> {
    let findings = match findings::establish(workspace, std::slice::from_ref(experiment)) {
        Ok(findings) => findings.into_iter().flatten().collect::<Vec<_>>(),
        Err(error) => return vec![format!("field `findings`: cannot be compared: {error:#}")],
    };
    let mut problems = Vec::new();
    for now in &findings {
        let key = &now.key;
        let value = match &now.value {
            Outcome::Measured(value) => value,
            Outcome::Failed(error) => {
                problems.push(format!("finding `{key}`: failed now: {error}"));
                continue;
            }
            Outcome::NotMeasured(reason) => {
                problems.push(format!("finding `{key}`: cannot be compared: {reason}"));
                continue;
            }
        };
        match record.finding(key).map(|then| &then.value) {
            None => problems.push(format!("finding `{key}`: established now, and not in the record")),
            Some(Outcome::Measured(then)) if now.exact && then != value => {
                problems.push(format!("finding `{key}`: {then} recorded, {value} now"));
            }
            Some(Outcome::Measured(_)) => {}
            Some(Outcome::Failed(reason) | Outcome::NotMeasured(reason)) => {
                problems.push(format!("finding `{key}`: the record has no value ({reason}), it is {value} now"));
            }
        }
    }
    for then in record.findings.iter().filter(|then| !findings.iter().any(|now| now.key == then.key)) {
        problems.push(format!("finding `{}`: in the record, and no longer established", then.key));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::CountedCase;
    use record::matrix::{Row, Variant};

    const RUSTC: &str = "rustc 1.95.0; host: any";

    /// A matrix in which `boxed` has one allocation at opt-level 0 and none elsewhere.
    fn matrix() -> Matrix {
        let cell =
            |setting: &Setting| Calls { allocations: u64::from(setting.opt_level == OptLevel::Zero), reallocations: 0 };
        let row = Row(Setting::all().iter().map(|setting| Some(cell(setting))).collect());
        let variant = Variant {
            variant: "boxed".to_owned(),
            malloc: row.clone(),
            counter: row.clone(),
            malloc_beside_counter: row,
        };
        let text = serde_json::json!({
            "schema": matrix::SCHEMA, "experiment": "sample", "sources": "", "seal": "", "failures": [],
            "settings": Setting::all(), "variants": [variant],
            "provenance": {
                "rustc": RUSTC.replace("; ", "\n"), "debug_profile": "", "release_profile": "", "cpu": "", "cpus": 1, "os": "",
                "kernel": "", "allocator": "", "date": "", "git_revision": "", "git_dirty": false, "tool": "", "command": "",
                "load_per_mille": [0, 0],
            },
        });
        serde_json::from_value(text).unwrap()
    }

    fn counts() -> assemble::Counts {
        let report = |exact| CountReport {
            experiment: "sample".to_owned(),
            question: String::new(),
            axis: None,
            profile: String::new(),
            rustc: RUSTC.to_owned(),
            opt_level: String::new(),
            cases: vec![CountedCase {
                variant: "boxed".to_owned(),
                size: None,
                about: String::new(),
                baseline: "boxed".to_owned(),
                timed: false,
                figures: Outcome::Measured(exact),
                expected: Outcome::Measured(exact),
            }],
        };
        assemble::Counts { debug: report(Exact::once(8)), release: report(Exact::NONE) }
    }

    fn check(change: impl FnOnce(&mut Matrix, &mut assemble::Counts), expected: &[&str]) {
        let (mut matrix, mut counts) = (matrix(), counts());
        change(&mut matrix, &mut counts);
        assert_eq!(disagreements(&matrix, &counts), expected);
    }

    #[test]
    fn a_matrix_that_is_what_is_declared_is_no_problem() {
        check(|_, _| {}, &[]);
    }

    #[test]
    fn a_matrix_that_is_not_what_is_declared_is_a_problem() {
        check(
            |_, counts| counts.release.cases[0].expected = Outcome::Measured(Exact::once(8)),
            &["variant `boxed`, `3 1 off unwind`: 0, and 1 are declared"],
        );
        check(
            |matrix, _| matrix.variants[0].malloc.0[0] = None,
            &["variant `boxed`, `0 1 off unwind`: nothing, and 1 are declared"],
        );
        check(
            |matrix, _| "other".clone_into(&mut matrix.variants[0].variant),
            &["variant `boxed`: declared, and not in the matrix"],
        );
        check(
            |_, counts| "rustc 1.96.0; host: any".clone_into(&mut counts.release.rustc),
            &["made with rustc 1.95.0, and this is rustc 1.96.0"],
        );
        check(
            |matrix, _| matrix.settings.clear(),
            &[
                "field `settings`: those of the workspace's two profiles are not there",
                "variant `boxed`, `0 1 off unwind`: nothing, and 1 are declared",
                "variant `boxed`, `3 1 off unwind`: nothing, and 0 are declared",
            ],
        );
    }
}
