//! What are the exact figures of a case, and are they what its declaration says?

use crate::build;
use count_allocations::{Counts, Elsewhere, count};
use declaration::{Case, Expected, Experiment};
use record::{CountReport, CountedCase, Exact, Outcome};
use std::fmt::Write;

/// The exact figures of one call: one call to warm up, then two that must agree. Each answer is verified.
///
/// # Errors
///
/// A wrong answer, two calls that differ, or threads that are not counted and allocate otherwise than declared, in words.
pub(crate) fn figures(case: &Case) -> Result<Exact, String> {
    let mut work = case.work();
    case.verify(work.call())?;
    let mut counted = || {
        let (answer, counts) = count(|| work.call());
        case.verify(answer).map(|()| counts)
    };
    let (first, second) = (counted()?, counted()?);
    for counts in [&first, &second] {
        check_elsewhere(case, &counts.elsewhere)?;
    }
    let (first, second) = (exact(&first), exact(&second));
    if first != second {
        return Err(format!(
            "{}: two calls differ, so there is no exact figure; the work must be the same on every call\n{}",
            case.id(),
            side_by_side(["first call", "second call"], &first, &second)
        ));
    }
    Ok(first)
}

/// The figures of the counted threads, in the form of records.
pub(crate) fn exact(counts: &Counts) -> Exact {
    Exact {
        allocations: counts.allocations,
        deallocations: counts.deallocations,
        reallocations: counts.reallocations,
        requested_bytes: counts.requested_bytes,
        net_bytes: counts.net_bytes,
        peak_bytes: counts.peak_bytes,
        end_bytes: counts.end_bytes,
    }
}

/// No count is true of work of which a part was not seen, unless the declaration says which part.
fn check_elsewhere(case: &Case, elsewhere: &Elsewhere) -> Result<(), String> {
    let Exact { allocations, reallocations, net_bytes, .. } = case.in_uncounted_threads();
    let declared = Elsewhere { allocations, reallocations, net_bytes };
    if *elsewhere == declared {
        return Ok(());
    }
    Err(format!(
        "{}: {elsewhere}; declared are {allocations} allocations, {reallocations} reallocations, {net_bytes} bytes. Start the threads of the \
         work through `count_allocations::spawn`, which counts them, or declare what they ask for with `.in_uncounted_threads(...)`",
        case.id()
    ))
}

/// What the declaration expects of a case in this build's profile.
pub(crate) fn expected(case: &Case) -> Outcome<Exact> {
    match case.expected(build::profile()) {
        (Expected::Figures(figures), size) => Outcome::Measured(figures(size)),
        (Expected::Uncounted(reason), _) => Outcome::NotMeasured(reason.to_owned()),
        (Expected::Undeclared, _) => Outcome::Failed(format!("no expectation declared for {}", build::profile())),
    }
}

/// Compares what was counted of a case with its declaration.
///
/// `recorded_with` is the compiler of the reference record, or why there is none.
///
/// # Errors
///
/// What differs, both figures side by side, the profile, and the compilers: the one the reference record was made with and the one of this build.
pub(crate) fn check(
    case: &Case,
    measured: Option<&Result<Exact, String>>,
    recorded_with: &Result<String, String>,
) -> Result<Outcome<Exact>, String> {
    let expected = match expected(case) {
        Outcome::Measured(expected) => Some(expected),
        Outcome::NotMeasured(reason) => return Ok(Outcome::NotMeasured(reason)),
        Outcome::Failed(_) => None,
    };
    let measured = *measured.ok_or("not counted: it was not asked for")?.as_ref().map_err(Clone::clone)?;
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
pub(crate) fn report(experiment: &'static Experiment) -> CountReport {
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
                untimed: case.untimed().map(str::to_owned),
                alone: case.is_alone(),
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
