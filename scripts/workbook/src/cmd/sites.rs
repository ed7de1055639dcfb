use ::measure::binaries::Programs;
use cargo_allocations::progress::Reporter;
use cargo_allocations::sites;
use clap::Args;
use heap_sites::{Features, Request, TargetName};
use record::{Kind, Profile, Workspace};
use std::process::ExitCode;

#[derive(Debug, Args)]
#[group(skip)]
#[command(mut_arg("manifest_path", |path| path.help("Report on a crate of your own: its Cargo.toml, or the directory that contains it")))]
pub(crate) struct Arguments {
    /// An experiment of this workbook.
    #[arg(required_unless_present = "manifest_path", conflicts_with_all = ["manifest_path", "package"])]
    slug: Option<String>,
    #[command(flatten)]
    own: sites::Arguments,
    /// Replace the report that is committed with the experiment and shown in the book, as `cargo workbook measure
    /// --reference` does, without measuring anything.
    #[arg(
        long,
        requires = "slug",
        conflicts_with_all = [
            "lib", "bin", "example", "test", "bench", "features", "all_features", "no_default_features", "triple", "profile", "why",
            "verify", "no_alloc", "formatting", "annotate", "by_function", "summary", "baseline", "write_baseline", "frees", "deps", "watch", "format",
        ]
    )]
    reference: bool,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let Some(slug) = &arguments.slug else { return sites::run(&arguments.own) };
    if arguments.reference {
        return super::renew(workspace, arguments.slug.as_slice(), Kind::Sites);
    }
    let chapters = workspace.chosen(std::slice::from_ref(slug))?;
    let request = Request { package: Some(slug.clone()), ..arguments.own.request(workspace.root().join("Cargo.toml")) };
    let is_library = request.target.as_ref().is_none_or(|target| *target == TargetName::Lib);
    let is_built_as_always =
        request.features == Features::default() && request.triple.is_none() && request.profile.is_none();
    sites::report(&arguments.own, &request, || {
        if !is_library || !is_built_as_always || request.dependencies {
            return sites::built(&request);
        }
        // What its tests were linked with has all that the report needs.
        let programs = Programs::build(workspace, &chapters, &Reporter::default())?;
        let [debug, release] = Profile::ALL.map(|profile| programs.of(&chapters[0], profile));
        Ok(heap_sites::survey_linked(&chapters[0].directory, slug, debug, release)?)
    })
}
