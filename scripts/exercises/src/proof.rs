//! Does an exercise hold what it declares?
//!
//! Every submission that it knows of is graded: the start is right and over its budget by the figures declared, each solution is
//! accepted, one of them at the budget itself, and each submission that must be refused is refused for the reason declared. All of them
//! are built together, each as a library of its own as a learner's is, with one program that has the tests of all exercises. What must be
//! refused is built in debug alone: a learner is told so there, too, and the optimiser takes a second for each.

use crate::build::{Built, build};
use crate::copy::{copy_lock, quoted, unsafe_code, versions, write};
use crate::grade::{examine, over, rows};
use crate::rules::broken;
use crate::{Error, Exercise, Figures, Kind, Outcome, Over, Question, Reason};
use grading::Counted;
use record::{Profile, Workspace};
use std::collections::BTreeMap;
use std::path::PathBuf;

const WORKSPACE: &str = include_str!("../proof/Cargo.toml.in");
const PROGRAM: &str = include_str!("../proof/program.toml.in");
const SUBMISSION: &str = include_str!("../proof/submission.toml.in");
const START: &str = "start.rs";
/// Any seed does; a fixed one makes a proof that failed fail again.
const SEED: u64 = 2026;

/// A submission of an exercise.
struct Submission<'a> {
    exercise: &'a Exercise,
    file: &'a str,
    /// The name of its crate, such as `log_line_start`.
    name: String,
}

/// What is wrong with the exercises, one sentence each.
///
/// # Errors
///
/// When a file can't be read or written, or cargo fails for another reason than the code.
pub fn prove(workspace: &Workspace, exercises: &[Exercise]) -> Result<Vec<String>, Error> {
    let mut problems = Vec::new();
    let mut submissions = Vec::new();
    for exercise in exercises {
        for file in files(exercise) {
            let stem = file.trim_end_matches(".rs").replace('/', "_");
            let name = format!("{}_{stem}", exercise.name.replace('-', "_"));
            let refused = broken(exercise, &exercise.file(file))?;
            let must_break = exercise
                .declaration
                .refused
                .iter()
                .any(|refused| refused.file == file && refused.reason == Reason::Rule);
            match refused.as_slice() {
                [] if must_break => {
                    problems.push(format!("{}/{file}: it breaks no rule, and is to be refused for one", exercise.name))
                }
                [] if submissions.iter().any(|other: &Submission<'_>| other.name == name) => {
                    problems.push(format!("{}/{file}: exercise.toml names it twice", exercise.name));
                }
                [] => submissions.push(Submission { exercise, file, name }),
                [first, ..] if !must_break => {
                    problems.push(format!("{}/{file}:{}: {}", exercise.name, first.line, first.what))
                }
                _ => {}
            }
        }
    }
    problems.extend(unknown_files(exercises)?);
    if submissions.is_empty() {
        return Ok(problems);
    }
    let directory = written(workspace, &submissions)?;
    let target = workspace.own_directory().join("exercise-proofs-target");
    let mut counts: [BTreeMap<usize, BTreeMap<String, Counted>>; 2] = Default::default();
    for (profile, counts) in Profile::ALL.into_iter().zip(&mut counts) {
        let name = program_name(profile);
        let program = match build(workspace, (&directory, ""), &target, ["--bin", name], profile, false)? {
            Built::DoesNotCompile(messages) => {
                problems.push(format!("a submission or the tests do not compile:\n{messages}"));
                return Ok(problems);
            }
            Built::Programs(mut programs) => {
                programs.remove(name).ok_or_else(|| Error::malformed(&directory, "cargo built no program"))?
            }
        };
        for (index, submission) in
            submissions.iter().enumerate().filter(|(_, submission)| submission.is_built_in(profile))
        {
            let outcome = examine(&program, &[&submission.name], SEED, &mut Vec::new())?;
            if let Some(problem) = submission.problem(&outcome, profile) {
                problems.push(format!("{}/{}, {profile}: {problem}", submission.exercise.name, submission.file));
            }
            if let Outcome::Counted(counted) = outcome {
                counts.insert(index, counted);
            }
        }
    }
    let [debug, _] = counts;
    for exercise in exercises {
        let solutions = submissions
            .iter()
            .enumerate()
            .filter(|(_, submission)| submission.exercise.name == exercise.name && submission.role() == Role::Solution);
        let counted: Vec<_> = solutions.filter_map(|(index, _)| debug.get(&index)).collect();
        problems.extend(loose(exercise, &counted));
    }
    Ok(problems)
}

/// The files of the submissions.
fn files(exercise: &Exercise) -> impl Iterator<Item = &str> {
    let solutions = exercise.declaration.solution.iter().map(|solution| solution.file.as_str());
    let refused = exercise.declaration.refused.iter().map(|refused| refused.file.as_str());
    [START].into_iter().chain(solutions).chain(refused)
}

/// Files in the folders of solutions and refused submissions that nothing declares.
fn unknown_files(exercises: &[Exercise]) -> Result<Vec<String>, Error> {
    let mut problems = Vec::new();
    for exercise in exercises {
        for folder in ["solutions", "refused"] {
            let directory = exercise.file(folder);
            if !directory.is_dir() {
                continue;
            }
            for entry in std::fs::read_dir(&directory).map_err(Error::file(&directory))? {
                let name = entry.map_err(Error::file(&directory))?.file_name();
                let file = format!("{folder}/{}", name.to_string_lossy());
                if !files(exercise).any(|known| known == file) {
                    problems.push(format!("{}/{file}: exercise.toml does not name it", exercise.name));
                }
            }
        }
    }
    Ok(problems)
}

/// Writes the workspace of all submissions. What is left of a proof of others is removed; what is unchanged keeps its time.
fn written(workspace: &Workspace, submissions: &[Submission<'_>]) -> Result<PathBuf, Error> {
    let directory = workspace.own_directory().join("exercise-proofs");
    let old = directory.join("submissions");
    if old.is_dir() {
        std::fs::remove_dir_all(&old).map_err(Error::file(&old))?;
    }
    let root = workspace.root();
    let path = |path: &str| quoted(&root.join(path).display().to_string());
    let mut dependencies = String::new();
    for submission in submissions {
        let Submission { exercise, file, name } = submission;
        dependencies += &format!("{name} = {{ path = \"../submissions/{name}\" }}\n");
        let manifest = SUBMISSION
            .replace("@NAME@", name)
            .replace("@PATH@", &quoted(&exercise.file(file).display().to_string()))
            .replace("@DEPENDENCIES@", &versions(workspace, &exercise.declaration.dependencies)?)
            .replace("@UNSAFE@", unsafe_code(exercise));
        write_if_other(&old.join(name).join("Cargo.toml"), &manifest)?;
    }
    for profile in Profile::ALL {
        let built = submissions.iter().filter(|submission| submission.is_built_in(profile));
        let file = directory.join("program").join(program_name(profile)).with_extension("rs");
        write_if_other(&file, &main(built))?;
    }
    let manifest = PROGRAM
        .replace("@COUNTER@", &path("scripts/count-allocations"))
        .replace("@GRADING@", &path("scripts/grading"))
        .replace("@SUBMISSIONS@", &dependencies);
    write_if_other(&directory.join("program/Cargo.toml"), &manifest)?;
    write_if_other(&directory.join("Cargo.toml"), WORKSPACE)?;
    copy_lock(workspace, &directory.join("Cargo.lock"))?;
    Ok(directory)
}

/// The program that is built in a profile.
fn program_name(profile: Profile) -> &'static str {
    match profile {
        Profile::Debug => "all",
        Profile::Release => "accepted",
    }
}

/// The source of a program with the tests of these submissions.
fn main<'a>(submissions: impl Iterator<Item = &'a Submission<'a>>) -> String {
    let (mut modules, mut arms) = (String::new(), String::new());
    for Submission { exercise, name, .. } in submissions {
        let tests = exercise.file("grade.rs").display().to_string().replace('\\', "/");
        modules +=
            &format!("mod {name} {{\n    use ::{name} as exercise;\n    #[path = {tests:?}]\n    pub mod grade;\n}}\n");
        arms += &format!("        \"{name}\" => grading::told(words, {name}::grade::grade),\n");
    }
    format!(
        "//! Written by `cargo workbook exercise --prove`.\n\n{modules}\n#[global_allocator]\n\
         static ALLOCATOR: count_allocations::CountingAllocator = count_allocations::CountingAllocator;\n\n\
         fn main() -> std::process::ExitCode {{\n    let words: Vec<String> = std::env::args().skip(1).collect();\n    \
         let (name, words) = words.split_first().expect(\"a submission\");\n    match name.as_str() {{\n{arms}        \
         other => panic!(\"no submission {{other}}\"),\n    }}\n}}\n"
    )
}

fn write_if_other(file: &std::path::Path, text: &str) -> Result<(), Error> {
    if std::fs::read_to_string(file).is_ok_and(|old| old == text) { Ok(()) } else { write(file, text) }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Start,
    Solution,
    Refused(Reason),
}

impl Submission<'_> {
    fn is_built_in(&self, profile: Profile) -> bool {
        profile == Profile::Debug || !matches!(self.role(), Role::Refused(_))
    }

    fn role(&self) -> Role {
        if self.file == START {
            return Role::Start;
        }
        let refused = self.exercise.declaration.refused.iter().find(|refused| refused.file == self.file);
        refused.map_or(Role::Solution, |refused| Role::Refused(refused.reason))
    }

    /// What is wrong with the outcome, if it is not the one declared.
    fn problem(&self, outcome: &Outcome, profile: Profile) -> Option<String> {
        let exercise = self.exercise;
        let counted = match outcome {
            Outcome::Counted(counted) => counted,
            Outcome::Wrong { .. } | Outcome::Stopped { .. } if self.role() == Role::Refused(Reason::Answer) => {
                return None;
            }
            Outcome::Wrong { what, why } | Outcome::Stopped { what, why } => return Some(format!("{what}: {why}")),
            Outcome::DoesNotCompile(messages) => return Some(messages.clone()),
        };
        if let Some(label) = labels(exercise).find(|label| !counted.contains_key(*label)) {
            let known: Vec<&str> = counted.keys().map(String::as_str).collect();
            return Some(format!("grade.rs counts nothing called `{label}`; it counts {}", known.join(", ")));
        }
        let over = over(exercise, counted);
        match self.role() {
            Role::Start if exercise.declaration.kind == Kind::Predict => wrong_answers(exercise, counted),
            Role::Start if over.is_empty() => Some("it is within the budget".to_owned()),
            Role::Start => start_differs(exercise, counted, profile),
            Role::Solution if over.is_empty() => None,
            Role::Solution => {
                Some(format!("it is refused: {}", over.iter().map(in_words).collect::<Vec<_>>().join("; ")))
            }
            Role::Refused(Reason::Budget) if !over.is_empty() => None,
            Role::Refused(reason) => {
                Some(format!("it is not refused for its {}", format!("{reason:?}").to_lowercase()))
            }
        }
    }
}

/// The labels that the declaration speaks of.
fn labels(exercise: &Exercise) -> impl Iterator<Item = &str> {
    let budgets = exercise.declaration.budget.iter().map(|budget| budget.of.as_str());
    budgets.chain(exercise.declaration.question.iter().map(|question| question.of.as_str()))
}

/// The questions whose answer is not what is counted.
fn wrong_answers(exercise: &Exercise, counted: &BTreeMap<String, Counted>) -> Option<String> {
    let wrong = |question: &Question| {
        let is = question.figure.of(&counted[&question.of]);
        (is != question.answer).then(|| format!("`{}` is {is}, and {} is declared", question.name, question.answer))
    };
    let wrong: Vec<String> = exercise.declaration.question.iter().filter_map(wrong).collect();
    (!wrong.is_empty()).then(|| wrong.join("; "))
}

/// Whether the start asks for what is declared of it.
fn start_differs(exercise: &Exercise, counted: &BTreeMap<String, Counted>, profile: Profile) -> Option<String> {
    let mut differences = Vec::new();
    for budget in &exercise.declaration.budget {
        let declared: &Figures = match profile {
            Profile::Debug => &budget.start,
            Profile::Release => budget.start_release.as_ref().unwrap_or(&budget.start),
        };
        for (figure, value) in declared.set() {
            let is = figure.of(&counted[&budget.of]);
            if is != value {
                differences.push(format!("`{}`: {} {is}, and `start` declares {value}", budget.of, figure.name()));
            }
        }
    }
    (!differences.is_empty()).then(|| differences.join("; "))
}

/// The figures of the budget that no solution needs, or that one does without; of the debug build, where nothing is elided.
fn loose(exercise: &Exercise, solutions: &[&BTreeMap<String, Counted>]) -> Vec<String> {
    let mut best: BTreeMap<(String, &'static str), (u64, u64)> = BTreeMap::new();
    for counted in solutions {
        for row in rows(exercise, counted) {
            let (least, _) = best.entry((row.of, row.figure.name())).or_insert((row.yours, row.budget));
            *least = row.yours.min(*least);
        }
    }
    let is_loose = |(_, (least, budget)): &(&(String, &str), &(u64, u64))| least < budget;
    let say = |((of, figure), (least, budget)): (&(String, &str), &(u64, u64))| {
        format!("{}: `{of}`, {figure}: a solution takes {least}, and the budget is {budget}", exercise.name)
    };
    best.iter().filter(is_loose).map(say).collect()
}

fn in_words(over: &Over) -> String {
    match over {
        Over::Figure(row) => {
            format!("`{}`: {} {}, and the budget is {}", row.of, row.yours, row.figure.name(), row.budget)
        }
        Over::Kept { of, bytes } => format!("`{of}`: {bytes} bytes are kept"),
        Over::Elsewhere { of } => format!("`{of}`: work on other threads"),
    }
}
