use super::UsageError;
use ::measure::Workspace;
use anyhow::Context;
use clap::Args;
use std::path::Path;
use std::process::ExitCode;

/// Scaffold an experiment: its crate and its page. Prints the line for SUMMARY.md.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The slug, in kebab-case, such as `growing-vec`.
    slug: String,
}

/// The files of a new crate, by their path in it.
const CRATE: [(&str, &str); 9] = [
    ("Cargo.toml", include_str!("../../template/Cargo.toml.in")),
    ("src/lib.rs", include_str!("../../template/src/lib.rs.in")),
    ("src/by_value.rs", include_str!("../../template/src/by_value.rs.in")),
    ("src/boxed.rs", include_str!("../../template/src/boxed.rs.in")),
    ("tests/allocations.rs", include_str!("../../template/tests/allocations.rs.in")),
    ("tests/heap.rs", include_str!("../../template/tests/heap.rs.in")),
    ("tests/keep_the_gain.rs", include_str!("../../template/tests/keep_the_gain.rs.in")),
    ("benches/time.rs", include_str!("../../template/benches/time.rs.in")),
    ("examples/profile.rs", include_str!("../../template/examples/profile.rs.in")),
];
const PAGE: &str = include_str!("../../template/page.md.in");

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let slug = &arguments.slug;
    validate(slug)?;
    let experiments = workspace.root().join("experiments");
    let directory = experiments.join(slug);
    let page = workspace.root().join("book/src").join(format!("{slug}.md"));
    for path in [&directory, &page] {
        if path.exists() {
            return Err(UsageError(format!(
                "{}: it is there already, and stays as it is; choose another slug",
                path.display()
            ))
            .into());
        }
    }
    // Made beside its place and renamed, so that a half-made experiment is never seen.
    let made = tempfile::Builder::new().prefix(".new-").tempdir_in(&experiments).context("experiments/")?;
    for (path, text) in CRATE {
        write(&made.path().join(path), &filled(text, slug))?;
    }
    write(&page, &filled(PAGE, slug))?;
    std::fs::rename(made.keep(), &directory).with_context(|| directory.display().to_string())?;
    println!("- [{}]({slug}.md)", title(slug));
    eprintln!("made experiments/{slug} and book/src/{slug}.md");
    eprintln!("put the line above into book/src/SUMMARY.md, then: cargo test -p {slug}");
    eprintln!("when its figures are explained: cargo workbook measure {slug} --reference");
    Ok(ExitCode::SUCCESS)
}

fn validate(slug: &str) -> Result<(), UsageError> {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let starts_well = slug.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts_well || !slug.split('-').all(is_word) {
        return Err(UsageError(format!(
            "`{slug}` is not a slug; write words of a-z and 0-9 joined by `-`, such as `growing-vec`"
        )));
    }
    // Names of the workspace's other packages, and one cargo refuses.
    if ["measure", "pages", "record", "test", "workbook"].contains(&slug) {
        return Err(UsageError(format!("`{slug}` is the name of another package; choose another slug")));
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
    std::fs::create_dir_all(directory)?;
    std::fs::write(file, text).with_context(|| file.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_words_joined_by_hyphens() {
        for good in ["growing-vec", "a", "utf8-checks"] {
            assert!(validate(good).is_ok(), "{good}");
        }
        for bad in ["", "Growing", "growing_vec", "-a", "a-", "a--b", "8-bits", "../x", "record"] {
            assert!(validate(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for (path, text) in CRATE.into_iter().chain([("page", PAGE)]) {
            assert!(!filled(text, "growing-vec").contains('@'), "{path}");
        }
    }
}
