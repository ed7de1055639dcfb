//! `cargo workbook heap`.

use ::measure::{Sources as Digests, binaries};
use anyhow::Context;
use cargo_allocations::UsageError;
use cargo_allocations::heap::{self, Name, Origin};
use cargo_allocations::progress::Reporter;
use clap::Args;
use record::{Kind, Record, Workspace, workspace};
use std::path::Path;
use std::process::ExitCode;

/// Show which functions and lines asked for memory, in the views of pprof.
///
/// The heap profile is made by dhat. It is that of an experiment's case, which is built and run for it, or a file
/// that your own program wrote. flat is what a function or a line asked for itself; cum also contains what the
/// functions it called asked for. Frames of the standard library and of the allocator are left out, so that their
/// figures belong to the line that called them.
#[derive(Debug, Args)]
#[group(skip)]
#[command(args_conflicts_with_subcommands = false)]
#[command(mut_arg("diff_base", |base| base.value_name("CASE|FILE").help("Show the difference to this profile, a case or a file. Percentages are of its total")))]
#[command(mut_arg("source", |source| source.help("A directory that contains sources of the program; can be given several times. The default is the current directory. For a case, the workbook's sources are always found")))]
pub(crate) struct Arguments {
    /// A case of an experiment: SLUG, SLUG/VARIANT or SLUG/VARIANT/SIZE. Without a variant, all cases are shown one
    /// after the other.
    case: Option<String>,
    #[command(flatten)]
    own: heap::Arguments,
    /// Build the case without optimisation.
    #[arg(long, global = true)]
    debug: bool,
    /// Replace the profiles that are committed with the experiment and shown in the book, as `cargo workbook measure
    /// --reference` does, without measuring anything.
    #[arg(long, requires = "case", conflicts_with_all = ["file", "diff_base", "all_frames", "debug", "output", "format"])]
    reference: bool,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.reference {
        return super::renew(workspace, arguments.case.as_slice(), Kind::Heap);
    }
    let named = arguments.own.named(arguments.case.as_deref())?.ok_or_else(|| {
        UsageError(
            "no profile is named; name an experiment, as in `cargo workbook heap boxed-return`, or a file with --file"
                .to_owned(),
        )
    })?;
    for name in std::iter::once(&named.shown).chain(&named.base) {
        refuse_unknown(workspace, name)?;
    }
    heap::show(&arguments.own, &named, |name| match case(name) {
        Some((slug, case)) => made(workspace, arguments, slug, case),
        None => Origin::file(name, &arguments.own),
    })
}

/// The experiment that a name means, and the case. `None` where it is a file's: what ends in `.json`, `.pb` or `.gz` or is a file is one.
fn case(name: &Name) -> Option<(&str, Option<&str>)> {
    let Name::Word(name) = name else { return None };
    let path = Path::new(name);
    let is_file = path.is_file()
        || path.extension().is_some_and(|extension| matches!(extension.to_str(), Some("json" | "pb" | "gz")));
    let parts = name.split_once('/').map_or((name.as_str(), None), |(slug, case)| (slug, Some(case)));
    (!is_file).then_some(parts)
}

/// Builds an experiment, and has it write the profiles of its cases.
fn made(workspace: &Workspace, arguments: &Arguments, slug: &str, case: Option<&str>) -> anyhow::Result<Origin> {
    let experiment = workspace.chosen(&[slug.to_owned()])?.remove(0);
    let progress = Reporter::default();
    let programs = progress
        .around(&format!("building {slug} for dhat"), || binaries::chapters(workspace, &[slug], !arguments.debug))?;
    let program = programs.get(slug).context("a program that was built")?;
    let profiles = progress
        .around(&format!("running {slug} under dhat"), || ::measure::heap::profiles(program, &experiment, case))?;
    if profiles.is_empty() {
        return Err(UsageError(format!("{slug}: dhat cannot run in any of these cases; name another")).into());
    }
    Ok(Origin {
        profiles: profiles.into_iter().map(|(case, file)| (format!("{slug}/{case}"), file)).collect(),
        sources: std::iter::once(workspace.root().to_owned()).chain(arguments.own.source.clone()).collect(),
        left_out: ::measure::heap::harness(),
    })
}

/// Refuses a case that is none before minutes go by in building the program that knows them all.
///
/// The record has the cases of the sources that were measured. What it lacks may be new: a variant that has a file, or a size of sources
/// that changed since.
fn refuse_unknown(workspace: &Workspace, name: &Name) -> anyhow::Result<()> {
    let Some((slug, Some(case))) = case(name) else { return Ok(()) };
    let experiment = &workspace.chosen(&[slug.to_owned()])?[0];
    let Ok(record) = Record::read(&experiment.kept(Kind::Record), &experiment.slug) else { return Ok(()) };
    let Err(unknown) = workspace::cases(&record, case) else { return Ok(()) };
    let variant = case.split('/').next().unwrap_or(case);
    let has_file = experiment.directory.join("src").join(format!("{variant}.rs")).is_file();
    let now = || Digests::read(workspace)?.of(experiment);
    let is_new = has_file && now().is_ok_and(|now| now != record.sources);
    if is_new { Ok(()) } else { Err(unknown.into()) }
}
