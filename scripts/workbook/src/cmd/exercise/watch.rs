//! Grading at each save.

use cargo_allocations::watch::Watched;
use exercises::Copy;
use std::process::ExitCode;

/// Grades now and at each save, until the process is ended.
pub(super) fn run(copy: &Copy<'_>, grade: impl Fn() -> anyhow::Result<bool>) -> anyhow::Result<ExitCode> {
    let edited = copy.edited();
    let directory = edited.parent().unwrap_or(copy.directory()).to_owned();
    let meant = edited.clone();
    let watched = Watched {
        name: &edited.display().to_string(),
        directories: vec![(directory, false)],
        is_meant: Box::new(move |path| path.file_name() == meant.file_name()),
    };
    watched.each_save(grade)
}
