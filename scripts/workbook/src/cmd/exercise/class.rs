//! One table of the results of several learners.

use cargo_allocations::table::{self, Cell, Format, Table};
use exercises::{Exercise, Results};
use record::Workspace;
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) fn run(workspace: &Workspace, files: &[PathBuf], format: Format) -> anyhow::Result<ExitCode> {
    let all = Exercise::all(workspace)?;
    let mut table = Table::new(&[
        ("learner", "learner"),
        ("exercise", "exercise"),
        ("chapter", "chapter"),
        ("done", "done"),
        ("tries", "tries"),
        ("hints", "hints"),
        ("solution seen before", "saw_solution"),
        ("allocations", "allocations"),
    ]);
    let mut all_read = true;
    for file in files {
        let results = match file.is_file().then(|| Results::read(file)) {
            Some(Ok(results)) => results,
            // The others' results are a table all the same.
            other => {
                all_read = false;
                match other {
                    Some(Err(error)) => eprintln!("error: {error}"),
                    _ => eprintln!("error: {}: there is no such file", file.display()),
                }
                continue;
            }
        };
        let learner = match results.learner.as_str() {
            "" => file.display().to_string(),
            name => name.to_owned(),
        };
        for (name, progress) in &results.exercises {
            let exercise = all.iter().find(|exercise| exercise.name == *name);
            let chapter = exercise.map_or("-", |exercise| exercise.chapter.as_str());
            let allocations = progress.counts.values().map(|counts| counts.allocations.to_string()).collect::<Vec<_>>();
            table.rows.push(vec![
                Cell::text(&learner),
                Cell::text(name),
                Cell::text(chapter),
                progress.done.as_ref().map_or_else(|| Cell::absent("not yet"), Cell::text),
                Cell::integer(progress.tries),
                Cell::integer(progress.hints as i128),
                Cell::both(if progress.saw_solution { "yes" } else { "no" }, progress.saw_solution),
                Cell::text(allocations.join(", ")),
            ]);
        }
    }
    table::print(&table.render(format))?;
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
