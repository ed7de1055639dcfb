//! What are the exact figures of a case, and are they what its declaration says?

use crate::experiment::{Case, Expected};
use crate::{Experiment, build, count};
use record::{CountReport, CountedCase, Exact, Outcome};
use std::fmt::Write;

/// The exact figures of one call: one call to warm up, then two that must agree. Each answer is verified.
///
/// # Errors
///
/// A wrong answer, or two calls that differ, in words.
pub fn figures(case: &Case) -> Result<Exact, String> {
    let mut work = case.work();
    case.verify(work.call())?;
    let mut counted = || {
        let (answer, figures) = count(|| work.call());
        case.verify(answer).map(|()| figures)
    };
    let (first, second) = (counted()?, counted()?);
    if first != second {
        return Err(format!(
            "{}: two calls differ, so there is no exact figure; the work must be the same on every call\n{}",
            case.id(),
            side_by_side(["first call", "second call"], &first, &second)
        ));
    }
    Ok(first)
}

/// What the declaration expects of a case in this build's profile.
pub(crate) fn expected(case: &Case) -> Outcome<Exact> {
    match case.expected(build::profile()) {
        (Expected::Figures(figures), size) => Outcome::Measured(figures(size)),
        (Expected::Uncounted(reason), _) => Outcome::NotMeasured(reason.to_owned()),
        (Expected::Undeclared, _) => Outcome::Failed(format!("no expectation declared for {}", build::profile())),
    }
}

/// Counts a case and compares it with its declaration.
///
/// `recorded_with` is the compiler of the reference record, or why there is none.
///
/// # Errors
///
/// What differs, both figures side by side, the profile, and the compilers: the one the reference record was made with and the one of this build.
pub fn check(case: &Case, recorded_with: &Result<String, String>) -> Result<Outcome<Exact>, String> {
    let expected = match expected(case) {
        Outcome::Measured(expected) => Some(expected),
        Outcome::NotMeasured(reason) => return Ok(Outcome::NotMeasured(reason)),
        Outcome::Failed(_) => None,
    };
    let measured = figures(case)?;
    let Some(expected) = expected else {
        return Err(format!(
            "{}: no expectation declared for {}; measured, ready to declare once you can explain it:\n.{}(|_| {measured:?})",
            case.id(),
            build::profile(),
            build::profile(),
        ));
    };
    if measured == expected {
        return Ok(Outcome::Measured(measured));
    }
    let mut message = format!(
        "{}: the exact figures differ from the declaration ({} profile, opt-level {})\n{}",
        case.id(),
        build::profile(),
        build::OPT_LEVEL,
        side_by_side(["expected", "measured"], &expected, &measured)
    );
    let running = build::rustc_release();
    let _ = match recorded_with {
        Err(reason) => write!(message, "running {running}; there is no record to compare compilers with ({reason})"),
        Ok(recorded) if recorded == running => write!(
            message,
            "recorded with {recorded}\nrunning       {running}\n\
             Same compiler: the code allocates differently than it did, or the declaration is wrong."
        ),
        Ok(recorded) => write!(
            message,
            "recorded with {recorded}\nrunning       {running}\n\
             Another compiler: elision may have changed. If the new figure can be explained, declare it and measure the record again."
        ),
    };
    Err(message)
}

/// The declaration and the figures of every case, for the command line.
pub fn report(experiment: &'static Experiment) -> CountReport {
    let cases = experiment
        .cases()
        .iter()
        .map(|case| {
            let expected = expected(case);
            let figures = match &expected {
                Outcome::NotMeasured(reason) => Outcome::NotMeasured(reason.clone()),
                _ => figures(case).map_or_else(Outcome::Failed, Outcome::Measured),
            };
            CountedCase {
                variant: case.variant.name.to_owned(),
                size: case.size.map(|size| size as u64),
                about: case.variant.about.to_owned(),
                baseline: case.baseline(),
                timed: case.is_timed(),
                figures,
                expected,
            }
        })
        .collect();
    CountReport {
        experiment: experiment.slug.to_owned(),
        question: experiment.question.to_owned(),
        axis: experiment
            .axis
            .map(|axis| record::Axis { quantity: axis.quantity.to_owned(), unit: axis.unit.to_owned() }),
        profile: build::profile().to_string(),
        rustc: build::RUSTC.to_owned(),
        opt_level: build::OPT_LEVEL.to_owned(),
        cases,
    }
}

/// Two sets of figures, a field a line, with a mark where they differ.
fn side_by_side(titles: [&str; 2], left: &Exact, right: &Exact) -> String {
    let mut text = format!("{:<16} {:>12} {:>12}\n", "", titles[0], titles[1]);
    for ((name, left), (_, right)) in left.fields().into_iter().zip(right.fields()) {
        let mark = if left == right { "" } else { "  <- differs" };
        let _ = writeln!(text, "{name:<16} {left:>12} {right:>12}{mark}");
    }
    text
}
