//! The test program of a chapter: every case is a test, and the run ends with the table.
//!
//! `cargo test -p boxed-return boxed` runs the tests whose names contain `boxed`. A case is counted under its id; the other tests are
//!
//! - `declaration`: the declaration is consistent;
//! - `malloc`: the platform's own malloc, seen by valgrind, is called as often as counted;
//! - `dhat::<case>`: dhat sees what is counted;
//! - `sites`: the compiled code calls the allocator where the pins in the sources say;
//! - `findings`: what the chapter establishes otherwise is what its record has.
//!
//! One process has one [`Mode`]. What takes another than the tests' runs in a process that this program starts of itself.

use crate::chapter::{Chapter, compare_findings};
use crate::findings::{self, Findings, Request};
use crate::process::{caught, failed, printed, skipped};
use crate::table::Row;
use crate::{Mode, build, counting, heap, profile, witness};
use declaration::{Case, Experiment};
use libtest_mimic::{Arguments, Failed, Trial};
use record::program::{FIGURES, FINDINGS, FIRST_LOOK, ONCE, PROFILE, UNKNOWN_CASE};
use record::{Exact, Outcome};
use std::process::ExitCode;
use std::sync::Arc;

/// Runs the tests, or does what the first argument says; see [`record::program`].
pub fn run(chapter: &Chapter) -> ExitCode {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let (flag, rest) = arguments.split_first().map_or(("", &[][..]), |(flag, rest)| (flag.as_str(), rest));
    let experiment = chapter.experiment;
    match flag {
        FIGURES => {
            Mode::Counting.enter();
            printed(&counting::report(experiment))
        }
        PROFILE => {
            Mode::Heap.enter();
            match profile::profiles(experiment, rest) {
                Ok(profiles) => printed(&profiles),
                Err(profile::Error::Unknown(message)) => {
                    eprintln!("error: {message}");
                    ExitCode::from(UNKNOWN_CASE)
                }
                Err(profile::Error::Failed(message)) => failed(&message),
            }
        }
        FINDINGS => {
            Mode::Counting.enter();
            let request = match rest.first().map(String::as_str) {
                Some(findings::QUICK) => Request::Quick,
                Some(ONCE) => Request::Once,
                Some(FIRST_LOOK) => Request::FirstLook,
                _ => Request::All,
            };
            printed(&Findings::establish(chapter.findings, request))
        }
        heap::CHILD => {
            Mode::Heap.enter();
            printed(&heap::counts(experiment, rest))
        }
        witness::CHILD => {
            Mode::Plain.enter();
            match witness::run_child(experiment) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => failed(&error),
            }
        }
        findings::CHILD => {
            Mode::Counting.enter();
            match Findings::run_child(chapter.findings, rest) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => failed(&error),
            }
        }
        _ => {
            Mode::Counting.enter();
            test(chapter)
        }
    }
}

/// What was counted before the first test runs.
///
/// Counting while tests run on other threads would see what those ask for, and no figure would hold.
struct Counted {
    /// The cases in the order of the declaration, with the figures of those that have some and were asked for.
    cases: Vec<(Case, Option<Result<Exact, String>>)>,
    /// Of a thread that does nothing.
    thread: Exact,
}

impl Counted {
    fn of(experiment: &'static Experiment, asked: &Asked) -> Self {
        let count = |case: Case| {
            let is_asked = is_counted(&case) && (asked.has(&case.id()) || asked.has(MALLOC));
            (case, is_asked.then(|| caught(|| counting::figures(&case))))
        };
        let cases = experiment.cases().into_iter().map(count).collect();
        let thread = counting::exact(&count_allocations::count(witness::thread_that_does_nothing).1);
        Self { cases, thread }
    }

    /// The figures of the cases that have some, in order.
    fn figures(&self) -> Vec<Result<Exact, String>> {
        let counted = self.cases.iter().filter(|(case, _)| is_counted(case));
        counted.map(|(_, figures)| figures.clone().unwrap_or_else(|| Err("not counted".to_owned()))).collect()
    }
}

/// Which tests the arguments ask for, by libtest's rules.
struct Asked(Arguments);

impl Asked {
    fn has(&self, name: &str) -> bool {
        let Self(arguments) = self;
        let is_meant =
            |pattern: &String| if arguments.exact { name == pattern } else { name.contains(pattern.as_str()) };
        !arguments.list && arguments.filter.as_ref().is_none_or(is_meant) && !arguments.skip.iter().any(is_meant)
    }
}

const MALLOC: &str = "malloc";

fn test(chapter: &Chapter) -> ExitCode {
    let chapter = *chapter;
    let experiment = chapter.experiment;
    let asked = Asked(Arguments::from_args());
    let counted = Arc::new(Counted::of(experiment, &asked));
    let recorded_with = Arc::new(recorded_with(&chapter));
    let heap_name = |case: &Case| format!("dhat::{}", case.id());
    let cases = experiment.cases();
    let under_dhat = cases.iter().filter(|case| asked.has(&heap_name(case)) && is_counted(case));
    let heap = Arc::new(heap::Child::new(under_dhat.map(Case::id).collect()));

    let mut tests = vec![
        Trial::test("declaration", move || match experiment.problems() {
            problems if problems.is_empty() => Ok(()),
            problems => Err(Failed::from(problems.join("\n"))),
        }),
        Trial::test(MALLOC, {
            let counted = Arc::clone(&counted);
            move || Ok(witness::compare(experiment, &counted.figures(), &counted.thread)?)
        }),
    ];
    for (index, case) in cases.iter().enumerate() {
        let (counted, recorded_with) = (Arc::clone(&counted), Arc::clone(&recorded_with));
        tests.push(Trial::test(case.id(), move || {
            let (case, figures) = &counted.cases[index];
            Ok(counting::check(case, figures.as_ref(), &recorded_with).map(|_| ())?)
        }));
    }
    for case in cases {
        let heap = Arc::clone(&heap);
        tests.push(Trial::test(heap_name(&case), move || Ok(heap.compare(&case)?)));
    }
    tests.push(Trial::test("sites", move || Ok(sites(&chapter)?)));
    tests.push(Trial::test("findings", move || Ok(compare_findings(&chapter)?)));

    let conclusion = libtest_mimic::run(&asked.0, tests);
    let row = |(case, figures): &(Case, Option<Result<Exact, String>>)| {
        let figures = counting::check(case, figures.as_ref(), &recorded_with).unwrap_or_else(Outcome::Failed);
        Row { id: case.id(), nanoseconds: None, figures }
    };
    let rows: Vec<Row> = counted.cases.iter().filter(|(case, _)| asked.has(&case.id())).map(row).collect();
    if !rows.is_empty() {
        crate::table::print(experiment.slug, &rows);
        println!("{} profile, {}", build::profile(), build::rustc_release());
    }
    conclusion.exit_code()
}

fn is_counted(case: &Case) -> bool {
    !matches!(counting::expected(case), Outcome::NotMeasured(_))
}

/// Whether every line of the library that reaches the allocator has a pin, `// heap: ...`, and every pin holds.
fn sites(chapter: &Chapter) -> Result<(), String> {
    if !cfg!(target_os = "linux") {
        return skipped("the compiled code was not looked at: object files are read on Linux only");
    }
    let slug = chapter.experiment.slug;
    let problems = heap_sites::verify_linked(chapter.directory, slug).map_err(|error| error.to_string())?;
    if problems.is_empty() {
        return Ok(());
    }
    Err(format!("cargo workbook sites {slug} says more:\n{}", problems.join("\n")))
}

/// The first line of the rustc version in the reference record, or why there is no record.
fn recorded_with(chapter: &Chapter) -> Result<String, String> {
    chapter.record().map(|record| record.provenance.compiler().to_owned()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use crate::process::caught;
    use libtest_mimic::Arguments;

    #[test]
    fn tests_are_asked_for_as_libtest_does() {
        let arguments =
            Arguments { filter: Some("boxed".to_owned()), skip: vec!["dhat".to_owned()], ..Arguments::default() };
        let mut asked = Asked(arguments);
        let has = |asked: &Asked| ["boxed", "boxed/64", "dhat::boxed", "by_value"].map(|name| asked.has(name));
        assert_eq!(has(&asked), [true, true, false, false]);
        asked.0.exact = true;
        assert_eq!(has(&asked), [true, false, false, false]);
        asked.0.list = true;
        assert_eq!(has(&asked), [false; 4], "a list runs nothing");
    }

    #[test]
    fn a_panic_is_an_error_with_its_message() {
        assert_eq!(caught::<()>(|| panic!("seven is {}", 7)), Err("panicked: seven is 7".to_owned()));
        assert_eq!(caught(|| Ok(7)), Ok(7));
    }

    #[test]
    fn a_variant_is_named_after_its_module() {
        assert_eq!(declaration::last_name("boxed_return::boxed"), "boxed");
        assert_eq!(declaration::last_name("boxed"), "boxed");
        assert_eq!(declaration::variant!("about", || 1).name, "tests");
        assert_eq!(declaration::variant!("named", "about", sized(|size| size as u64)).name, "named");
    }
}
