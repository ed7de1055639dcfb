//! `{{#compilers}}`: which counts of the book another compiler changes.

use super::figure::{Figure, Measurement};
use super::syntax::{Context, Directive, Syntax};
use super::table::{allocations, requested};
use crate::figure::NO_FIGURE;
use crate::html::{self, Cell, Table};
use crate::records::Records;
use record::compilers::{Change, CompilerChanges, Tried};
use record::{Exact, Outcome, Profile, print};
use std::rc::Rc;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "compilers",
    forms: &[""],
    about: "Which counts other compilers change, over all experiments.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(Shown)) } else { Err(SYNTAX.usage()) },
};

#[derive(Debug)]
struct Shown;

impl Directive for Shown {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let all = context.records().all_compilers()?;
        if all.is_empty() {
            return Err("no experiment keeps what other compilers change; make it with `cargo workbook compilers --rustc PATH --reference`".to_owned());
        }
        Ok(format!(r#"<div class="figures">{}</div>"#, summary(&all) + &changes(&all)))
    }
}

/// The compilers, in the order in which they were tried.
fn compilers(all: &[Rc<CompilerChanges>]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for tried in all.iter().flat_map(|kept| &kept.compilers) {
        if !names.contains(&tried.rustc.as_str()) {
            names.push(&tried.rustc);
        }
    }
    names
}

fn summary(all: &[Rc<CompilerChanges>]) -> String {
    let mut table = Table::new("", "Counts of this book under other compilers");
    let columns = ["experiments", "counts compared", "different"].map(|name| Cell::column("number", name));
    table.head([Cell::column("case", "compiler")].into_iter().chain(columns));
    for rustc in compilers(all) {
        let tried: Vec<&Tried> =
            all.iter().flat_map(|kept| kept.compilers.iter().filter(|tried| tried.rustc == rustc)).collect();
        let measured = || tried.iter().filter_map(|tried| tried.changes.measured());
        let failed = tried.len() - measured().count();
        let experiments = print::count(measured().count() as i128);
        let experiments = match failed {
            0 => experiments,
            failed => format!("{experiments}, and {} not built", print::count(failed as i128)),
        };
        let compared: u64 = measured().map(|changes| changes.compared).sum();
        let changed: usize = measured().map(|changes| changes.changed.len()).sum();
        table.row([
            Cell::row_name("case", html::escape(rustc)),
            Cell::value("number", experiments),
            Cell::value("number", print::count(compared.into())),
            Cell::value("number", print::count(changed as i128)),
        ]);
    }
    table.html()
}

/// The counts that differ; nothing where there is none.
fn changes(all: &[Rc<CompilerChanges>]) -> String {
    let mut table = Table::new("", "The counts that differ");
    let names = ["build", "compiler", "allocations", "bytes", "instructions"].map(|name| Cell::column("", name));
    table.head([Cell::column("case", "case")].into_iter().chain(names));
    let mut is_empty = true;
    for kept in all {
        for tried in &kept.compilers {
            for change in tried.changes.measured().into_iter().flat_map(|changes| &changes.changed) {
                is_empty = false;
                row(&kept.experiment, &tried.rustc, change, &mut table);
            }
        }
    }
    if is_empty { String::new() } else { table.html() }
}

fn row(slug: &str, rustc: &str, change: &Change, table: &mut Table) {
    let figure = |shown: fn(&Outcome<Exact>) -> String| {
        let [then, now] = [shown(&Outcome::Measured(change.recorded)), shown(&change.counted)];
        if then == now { then } else { format!("{then} \u{2192} {now}") }
    };
    let instructions =
        change.instructions.map(|[then, now]| format!("{} \u{2192} {}", print::counts(then), print::counts(now)));
    table.row([
        Cell::row_name("case", format!(r#"<a href="{slug}.html">{}</a>"#, html::case_id(&change.case))),
        Cell::value("", change.profile.to_string()),
        Cell::value("", html::escape(short(rustc))),
        Cell::value("", figure(allocations)),
        Cell::value("", figure(requested)),
        Cell::value("", instructions.unwrap_or_else(|| NO_FIGURE.to_owned())),
    ]);
}

/// `1.97.0-nightly` of `rustc 1.97.0-nightly (e50aa6fba 2026-05-19)`.
fn short(rustc: &str) -> &str {
    rustc.split_whitespace().nth(1).unwrap_or(rustc)
}

/// What an answer adds where another compiler changes it; nothing where none does.
pub(super) fn note(records: &Records, figure: &Figure<'_>) -> String {
    let profile = match figure.profile {
        Measurement::Debug => Profile::Debug,
        Measurement::Release => Profile::Release,
        Measurement::Time | Measurement::Instructions => return String::new(),
    };
    let Ok(kept) = records.compilers(figure.slug) else { return String::new() };
    let other = |(rustc, change): (&str, &Change)| {
        let [then, now] = [Some(&change.recorded), change.counted.measured()].map(|exact| figure.exact(exact?).ok());
        let now = now.filter(|now| Some(now) != then.as_ref())?;
        Some(format!(" With rustc {} it is {}.", html::escape(short(rustc)), html::escape(&now)))
    };
    kept.of(figure.case, profile).filter_map(other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_is_named_by_its_version() {
        assert_eq!(short("rustc 1.97.0-nightly (e50aa6fba 2026-05-19)"), "1.97.0-nightly");
        assert_eq!(short("gcc"), "gcc");
    }
}
