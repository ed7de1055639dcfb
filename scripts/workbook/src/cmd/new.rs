use super::{UsageError, shown};
use anyhow::Context;
use cargo_allocations::table;
use clap::Args;
use exercises::Exercise;
use record::Workspace;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// Make a new experiment: its crate and its page. Prints the line to add to SUMMARY.md.
///
/// With --exercise, it makes a new exercise of an experiment that is there: experiments/SLUG/exercises/NAME, a whole
/// exercise to be replaced piece by piece.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The experiment's slug, in kebab case, such as `growing-vec`.
    slug: String,
    /// Make an exercise of this name for the experiment, which is there already.
    #[arg(long, value_name = "NAME")]
    exercise: Option<String>,
}

/// The files of a new crate, by their path in it.
const CRATE: [(&str, &str); 8] = [
    ("Cargo.toml", include_str!("../../template/Cargo.toml.in")),
    ("src/lib.rs", include_str!("../../template/src/lib.rs.in")),
    ("src/by_value.rs", include_str!("../../template/src/by_value.rs.in")),
    ("src/boxed.rs", include_str!("../../template/src/boxed.rs.in")),
    ("tests/chapter/main.rs", include_str!("../../template/tests/chapter/main.rs.in")),
    ("tests/behaviour/main.rs", include_str!("../../template/tests/behaviour/main.rs.in")),
    ("tests/behaviour/keep_the_gain.rs", include_str!("../../template/tests/behaviour/keep_the_gain.rs.in")),
    ("benches/time.rs", include_str!("../../template/benches/time.rs.in")),
];
/// The files of a new exercise, by their path in it.
const EXERCISE: [(&str, &str); 5] = [
    ("exercise.toml", include_str!("../../template/exercise/exercise.toml.in")),
    ("start.rs", include_str!("../../template/exercise/start.rs.in")),
    ("grade.rs", include_str!("../../template/exercise/grade.rs.in")),
    ("solutions/sized.rs", include_str!("../../template/exercise/solutions/sized.rs.in")),
    ("refused/trailing_space.rs", include_str!("../../template/exercise/refused/trailing_space.rs.in")),
];
const PAGE: &str = include_str!("../../template/page.md.in");

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let slug = &arguments.slug;
    if let Some(name) = &arguments.exercise {
        return exercise(workspace, slug, name);
    }
    validate(slug)?;
    let directory = workspace.root().join("experiments").join(slug);
    let page = workspace.root().join("book/src").join(format!("{slug}.md"));
    for path in [&directory, &page] {
        if path.symlink_metadata().is_ok() {
            return Err(UsageError(format!(
                "{}: it is there already, and stays as it is; choose another slug",
                shown(workspace, path)
            ))
            .into());
        }
    }
    refuse_other_packages(workspace, slug)?;
    // Made elsewhere and renamed, because cargo takes every crate in experiments/ for a member, half-made ones too.
    let made = tempfile::Builder::new().prefix(".new-").tempdir_in(workspace.root())?;
    let made_crate = made.path().join(slug);
    for (path, text) in CRATE {
        write(&made_crate.join(path), &filled(text, slug))?;
    }
    write(&page, &filled(PAGE, slug))?;
    if let Err(error) = std::fs::rename(&made_crate, &directory) {
        // A page without its crate would be in the way of the next attempt.
        let _ = std::fs::remove_file(&page);
        return Err(error).with_context(|| directory.display().to_string());
    }
    eprintln!("made experiments/{slug} and book/src/{slug}.md");
    eprintln!("put this line into book/src/SUMMARY.md, then: cargo test -p {slug}");
    table::print(&format!("- [{}]({slug}.md)\n", title(slug)))?;
    eprintln!("when its figures are explained: cargo workbook measure {slug} --reference");
    Ok(ExitCode::SUCCESS)
}

/// Makes an exercise of an experiment.
fn exercise(workspace: &Workspace, slug: &str, name: &str) -> anyhow::Result<ExitCode> {
    let chapters = workspace.chosen(&[slug.to_owned()])?;
    validate(name)?;
    if let Some(other) = Exercise::all(workspace)?.iter().find(|exercise| exercise.name == name) {
        return Err(UsageError(format!(
            "`{name}` is an exercise of {}, and stays as it is; choose another name",
            other.chapter
        ))
        .into());
    }
    let exercises = chapters[0].directory.join("exercises");
    let directory = exercises.join(name);
    if directory.symlink_metadata().is_ok() {
        return Err(UsageError(format!(
            "{}: it is there already, and stays as it is; choose another name",
            shown(workspace, &directory)
        ))
        .into());
    }
    // Made elsewhere and renamed, because every directory there is taken for an exercise, half-made ones too.
    let made = tempfile::Builder::new().prefix(".new-").tempdir_in(workspace.root())?;
    let made_exercise = made.path().join(name);
    for (path, text) in EXERCISE {
        write(&made_exercise.join(path), &text.replace("@NAME@", name).replace("@TITLE@", &title(name)))?;
    }
    std::fs::create_dir_all(&exercises).with_context(|| exercises.display().to_string())?;
    std::fs::rename(&made_exercise, &directory).with_context(|| directory.display().to_string())?;
    eprintln!("made {}", shown(workspace, &directory));
    eprintln!("when it is yours: cargo workbook exercise {name} --prove");
    Ok(ExitCode::SUCCESS)
}

/// Crates that every program has, which a chapter would hide, a word that is reserved since edition 2024, and the programs of a chapter,
/// which cannot have the name of the library they are linked with.
const TAKEN: [&str; 9] = ["alloc", "behaviour", "chapter", "core", "gen", "proc-macro", "std", "test", "time"];

fn validate(slug: &str) -> Result<(), UsageError> {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let starts_well = slug.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts_well || !slug.split('-').all(is_word) {
        return Err(UsageError(format!(
            "`{slug}` is not a slug; write words of a-z and 0-9 joined by `-`, such as `growing-vec`"
        )));
    }
    if TAKEN.contains(&slug) || syn::parse_str::<syn::Ident>(&slug.replace('-', "_")).is_err() {
        return Err(UsageError(format!(
            "`{slug}` is a word that Rust reserves, or the name of a program that every chapter has; choose another slug, such as \
             `{slug}-cost`"
        )));
    }
    Ok(())
}

/// cargo could not tell `-p SLUG` from a package that is in the workspace or among its dependencies.
fn refuse_other_packages(workspace: &Workspace, slug: &str) -> anyhow::Result<()> {
    let file = workspace.root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let entry = format!("name = \"{slug}\"");
    if lock.lines().any(|line| line == entry) {
        return Err(UsageError(format!(
            "`{slug}` is the name of another package in Cargo.lock; choose another slug, such as `{slug}-cost`"
        ))
        .into());
    }
    Ok(())
}

fn filled(template: &str, slug: &str) -> String {
    template.replace("@SLUG@", slug).replace("@CRATE@", &slug.replace('-', "_")).replace("@TITLE@", &title(slug))
}

fn title(slug: &str) -> String {
    let words = slug.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let directory = file.parent().context("the file is in a directory")?;
    let written = std::fs::create_dir_all(directory)
        .and_then(|()| std::fs::File::create_new(file))
        .and_then(|mut new| new.write_all(text.as_bytes()));
    written.with_context(|| file.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_words_joined_by_hyphens() {
        for good in ["growing-vec", "a", "utf8-checks"] {
            assert!(validate(good).is_ok(), "{good}");
        }
        for bad in
            ["", "Growing", "growing_vec", "-a", "a-", "a--b", "8-bits", "../x", "box", "gen", "proc-macro", "chapter"]
        {
            assert!(validate(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for (path, text) in CRATE.into_iter().chain([("page", PAGE)]) {
            assert!(!filled(text, "growing-vec").contains('@'), "{path}");
        }
        for (path, text) in EXERCISE {
            assert!(!text.replace("@NAME@", "").replace("@TITLE@", "").contains('@'), "{path}");
        }
    }
}
