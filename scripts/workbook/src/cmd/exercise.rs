//! `cargo workbook exercise`.

mod class;
mod screen;
mod watch;

use super::UsageError;
use anyhow::Context;
use cargo_allocations::progress::Reporter;
use cargo_allocations::table::{self, Cell, Format, Table, counted};
use clap::Args;
use exercises::{Attempt, Copy, Exercise, Grade, Kind, Over, RULES, Results, Row, allocating_lines, grade, predicted};
use record::{Profile, Workspace};
use screen::Screen;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// List the exercises, open one, or grade what you wrote.
///
/// Without a name, it lists the exercises. With a name, it copies that exercise to target/workbook/exercises/NAME,
/// and says what to do and which file to edit; once it is there, the same command grades it, in debug and in release.
/// First the answer must be right, then the work must keep to the budget. Times are shown and never graded. The exit
/// status is 0 when the exercise is done, 1 when it is not yet, and 2 when the command line is wrong. Nothing is sent
/// anywhere. `cargo clean` would delete your copies with everything else in target.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The exercise.
    name: Option<String>,
    /// Grade at each save, until Ctrl-C.
    #[arg(long, requires = "name")]
    watch: bool,
    /// Show the next of three hints.
    #[arg(long, requires = "name", conflicts_with_all = ["watch", "solution", "again"])]
    hint: bool,
    /// Show the solutions, and why they are so.
    #[arg(long, requires = "name", conflicts_with_all = ["watch", "again"])]
    solution: bool,
    /// Start again. What you wrote is put aside, whole; you are asked before.
    #[arg(long, requires = "name", conflicts_with = "watch")]
    again: bool,
    /// With --again, do not ask.
    #[arg(long, requires = "again")]
    yes: bool,
    /// Show the rules that every submission keeps.
    #[arg(long, exclusive = true)]
    rules: bool,
    /// What you want to be called in your results, target/workbook/exercises/results.json.
    #[arg(long, value_name = "NAME", exclusive = true)]
    learner: Option<String>,
    /// Make one table of the results of several learners, from their results.json.
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["name", "learner", "rules"])]
    class: Vec<PathBuf>,
    /// Prove that an exercise, or all of them, hold what they declare: for whoever writes one.
    #[arg(long, conflicts_with_all = ["watch", "hint", "solution", "again", "class"])]
    prove: bool,
    /// List the exercises of this experiment only.
    #[arg(long, value_name = "SLUG", conflicts_with_all = ["name", "class"])]
    chapter: Option<String>,
    /// The form of the list, and of the table of a class.
    #[arg(long, value_enum, default_value_t, conflicts_with_all = ["name", "rules"])]
    format: Format,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.rules {
        let lines = RULES.iter().enumerate().map(|(index, rule)| format!("{}. {rule}\n", index + 1));
        table::print(&lines.collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    }
    if !arguments.class.is_empty() {
        return class::run(workspace, &arguments.class, arguments.format);
    }
    if let Some(learner) = &arguments.learner {
        let file = Results::file(workspace);
        let mut results = Results::read(&file)?;
        results.learner.clone_from(learner);
        results.write(&file)?;
        eprintln!("{}: the results are those of {learner}", workspace.shown(&file));
        return Ok(ExitCode::SUCCESS);
    }
    let Some(name) = &arguments.name else {
        let chapter = arguments.chapter.as_slice();
        if !chapter.is_empty() {
            workspace.chosen(chapter)?;
        }
        let mut all = Exercise::all(workspace)?;
        all.retain(|exercise| chapter.is_empty() || chapter[0] == exercise.chapter);
        return if arguments.prove { prove(workspace, &all) } else { list(workspace, &all, arguments.format) };
    };
    let exercise = Exercise::named(workspace, name)?;
    if arguments.prove {
        return prove(workspace, &[exercise]);
    }
    let copy = Copy::new(workspace, &exercise);
    let learning = Learning { workspace, exercise: &exercise, copy: &copy };
    if arguments.solution {
        learning.solution()
    } else if arguments.hint {
        learning.hint()
    } else if arguments.again {
        learning.again(arguments.yes)
    } else if arguments.watch {
        if !copy.exists() {
            learning.open()?;
        }
        watch::run(&copy, || learning.grade())
    } else if copy.exists() {
        let is_done = learning.grade()?;
        Ok(if is_done { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    } else {
        learning.open()
    }
}

/// Says what is wrong with exercises; see [`exercises::prove`].
pub(super) fn prove(workspace: &Workspace, exercises: &[Exercise]) -> anyhow::Result<ExitCode> {
    let problems = Reporter::default()
        .around("building and grading every submission", || exercises::prove(workspace, exercises))?;
    for problem in &problems {
        table::print(&format!("{problem}\n"))?;
    }
    eprintln!("{} proved, {}", counted(exercises.len(), "exercise"), counted(problems.len(), "problem"));
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn list(workspace: &Workspace, all: &[Exercise], format: Format) -> anyhow::Result<ExitCode> {
    let results = Results::read(&Results::file(workspace))?;
    let mut table = Table::new(&[
        ("exercise", "exercise"),
        ("title", "title"),
        ("chapter", "chapter"),
        ("kind", "kind"),
        ("minutes", "minutes"),
        ("difficulty", "difficulty"),
        ("state", "state"),
    ]);
    for exercise in all {
        let declaration = &exercise.declaration;
        let progress = results.of(&exercise.name);
        let state = match &progress.done {
            Some(day) => format!("done {day}"),
            None if Copy::new(workspace, exercise).exists() => "begun".to_owned(),
            None => String::new(),
        };
        table.rows.push(vec![
            Cell::text(&exercise.name),
            Cell::text(&declaration.title),
            Cell::text(&exercise.chapter),
            Cell::text(declaration.kind.word()),
            Cell::integer(declaration.minutes),
            Cell::both("*".repeat(declaration.difficulty.into()), declaration.difficulty),
            Cell::text(state),
        ]);
    }
    table::print(&table.render(format))?;
    let done = all.iter().filter(|exercise| results.of(&exercise.name).done.is_some()).count();
    eprintln!("{}, {done} done; open one: cargo workbook exercise NAME", counted(all.len(), "exercise"));
    Ok(ExitCode::SUCCESS)
}

/// A learner at an exercise.
struct Learning<'a> {
    workspace: &'a Workspace,
    exercise: &'a Exercise,
    copy: &'a Copy<'a>,
}

impl Learning<'_> {
    fn screen(&self) -> Screen<'_> {
        Screen {
            exercise: self.exercise,
            edited: self.shown(&self.copy.edited()),
            has_colours: std::io::stdout().is_terminal(),
        }
    }

    /// A file as seen from the reader's directory.
    fn shown(&self, file: &Path) -> String {
        let here = std::env::current_dir().unwrap_or_default();
        file.strip_prefix(&here).map_or_else(|_| file.display().to_string(), |file| file.display().to_string())
    }

    fn open(&self) -> anyhow::Result<ExitCode> {
        self.copy.make()?;
        table::print(&self.screen().opened())?;
        Ok(ExitCode::SUCCESS)
    }

    /// Whether it is done.
    fn grade(&self) -> anyhow::Result<bool> {
        for (file, kept) in self.copy.renew()? {
            let [file, kept] = [&file, &kept].map(|path| self.shown(path));
            eprintln!("warning: {file} is the workbook's and was written again; yours is now {kept}");
        }
        if self.exercise.declaration.kind == Kind::Predict {
            return self.grade_predictions();
        }
        let coloured = std::io::stdout().is_terminal();
        let seed = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.subsec_nanos());
        let grade = Reporter::default()
            .around(self.under_way(), || grade(self.workspace, self.exercise, self.copy, seed.into(), coloured))?;
        let is_accepted = grade.is_accepted(self.exercise);
        let counts = grade.counted(Profile::Debug).cloned().unwrap_or_default();
        self.enter(Attempt { is_accepted, counts })?;
        let mut lines = Vec::new();
        for label in self.labels_over(&grade) {
            let found = Reporter::default()
                .around("looking for the lines", || allocating_lines(self.workspace, self.copy, &grade, &label))?;
            lines.push((label, found));
        }
        table::print(&self.screen().graded(&grade, &lines))?;
        Ok(is_accepted)
    }

    /// The labels whose figures are over the budget.
    fn labels_over(&self, grade: &Grade) -> Vec<String> {
        let mut labels = Vec::new();
        for counted in Profile::ALL.iter().filter_map(|profile| grade.counted(*profile)) {
            for over in exercises::over(self.exercise, counted) {
                match over {
                    Over::Figure(Row { of, .. }) | Over::Kept { of, .. } if !labels.contains(&of) => labels.push(of),
                    _ => {}
                }
            }
        }
        labels
    }

    fn grade_predictions(&self) -> anyhow::Result<bool> {
        let predicted = predicted(self.exercise, self.copy.directory())?;
        let is_accepted = predicted.iter().all(exercises::Predicted::is_right);
        // Measured here, too: an answer that was declared is not yet a fact on this machine.
        let measured = if is_accepted {
            let grade = Reporter::default()
                .around("building and counting", || grade(self.workspace, self.exercise, self.copy, 0, false))?;
            Some(grade)
        } else {
            None
        };
        let counts = measured.as_ref().and_then(|grade| grade.counted(Profile::Debug).cloned()).unwrap_or_default();
        self.enter(Attempt { is_accepted, counts })?;
        table::print(&self.screen().predicted(&predicted, measured.as_ref()))?;
        Ok(is_accepted)
    }

    /// What takes a while.
    fn under_way(&self) -> &'static str {
        if Copy::target(self.workspace).exists() {
            "building and grading"
        } else {
            "building and grading; the first time compiles what grading needs, for a minute or more"
        }
    }

    fn enter(&self, attempt: Attempt) -> anyhow::Result<()> {
        let file = Results::file(self.workspace);
        let mut results = Results::read(&file)?;
        results.enter(&self.exercise.name, attempt);
        Ok(results.write(&file)?)
    }

    fn hint(&self) -> anyhow::Result<ExitCode> {
        let file = Results::file(self.workspace);
        let mut results = Results::read(&file)?;
        let progress = results.exercises.entry(self.exercise.name.clone()).or_default();
        let hints = &self.exercise.declaration.hints;
        progress.hints = (progress.hints + 1).min(hints.len());
        let shown = progress.hints;
        results.write(&file)?;
        table::print(&self.screen().hints(&hints[..shown]))?;
        Ok(ExitCode::SUCCESS)
    }

    fn solution(&self) -> anyhow::Result<ExitCode> {
        let file = Results::file(self.workspace);
        let mut results = Results::read(&file)?;
        let progress = results.exercises.entry(self.exercise.name.clone()).or_default();
        if progress.done.is_none() {
            progress.saw_solution = true;
            results.write(&file)?;
        }
        let mut codes = Vec::new();
        for solution in &self.exercise.declaration.solution {
            let code = self.exercise.text(&solution.file)?;
            // Of a whole program, what changes.
            let is_program = self.exercise.declaration.kind == Kind::Find;
            codes.push((
                solution,
                if is_program { exercises::change(&self.exercise.text("start.rs")?, &code) } else { code },
            ));
        }
        table::print(&self.screen().solution(&codes))?;
        Ok(ExitCode::SUCCESS)
    }

    fn again(&self, is_sure: bool) -> anyhow::Result<ExitCode> {
        if !self.copy.exists() {
            return self.open();
        }
        if !is_sure && !self.asked()? {
            eprintln!("nothing was changed");
            return Ok(ExitCode::FAILURE);
        }
        let aside = self.copy.put_aside()?;
        eprintln!("what you wrote is now in {}", self.shown(&aside));
        self.open()
    }

    fn asked(&self) -> anyhow::Result<bool> {
        if !std::io::stdin().is_terminal() {
            return Err(UsageError(
                "--again asks before it puts your work aside, and there is nobody to ask; add --yes".to_owned(),
            )
            .into());
        }
        eprint!("Start {} again? What you wrote is put aside. [y/N] ", self.exercise.name);
        std::io::stderr().flush().context("standard error")?;
        let mut answer = String::new();
        std::io::stdin().lock().read_line(&mut answer).context("standard input")?;
        Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
    }
}
