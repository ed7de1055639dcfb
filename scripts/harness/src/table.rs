//! The table at the end of a run, in the shape of `go test -benchmem`.

use record::{Exact, Outcome};

/// One row: a case and its figures, with the time where there is one.
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) nanoseconds: Option<f64>,
    pub(crate) figures: Outcome<Exact>,
}

/// Prints rows under a title. B/op are requested bytes: sizes of allocations plus full new sizes of reallocations.
pub(crate) fn print(title: &str, rows: &[Row]) {
    let width = rows.iter().map(|row| row.id.len()).chain([title.len()]).max().unwrap_or(0);
    let timed = rows.iter().any(|row| row.nanoseconds.is_some());
    let time = |text: String| if timed { format!(" {text:>14}") } else { String::new() };
    println!();
    println!(
        "{title:<width$}{} {:>12} {:>12} {:>12} {:>12}",
        time("ns/op".into()),
        "B/op",
        "allocs/op",
        "reallocs/op",
        "peak B"
    );
    for Row { id, nanoseconds, figures } in rows {
        let ns = time(nanoseconds.map_or_else(|| "-".into(), |ns| format!("{ns:.2}")));
        match figures {
            Outcome::Measured(f) => println!(
                "{id:<width$}{ns} {:>12} {:>12} {:>12} {:>12}",
                f.requested_bytes, f.allocations, f.reallocations, f.peak_bytes
            ),
            Outcome::NotMeasured(reason) => println!("{id:<width$}{ns}   not counted: {reason}"),
            Outcome::Failed(reason) => {
                println!("{id:<width$}{ns}   failed: {}", reason.lines().next().unwrap_or_default());
            }
        }
    }
}
