//! `{{#counters}}`: what the two counters of instructions say, by experiment.

use super::syntax::{Context, Directive, Syntax};
use crate::html::{self, Cell, Table};
use record::instructions::{LONGEST_STEPPED, PerCall};
use record::{InstructionCounts, print};
use std::rc::Rc;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "counters",
    forms: &[""],
    about: "How many cases have exact instructions, and where the processor\u{2019}s own steps are others than callgrind counts.",
    parse: |arguments| if arguments.is_empty() { Ok(Box::new(Counters)) } else { Err(SYNTAX.usage()) },
};

#[derive(Debug)]
struct Counters;

impl Directive for Counters {
    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let all = context.records().all_instructions()?;
        Ok(table(&all))
    }
}

fn table(all: &[Rc<InstructionCounts>]) -> String {
    let mut table = Table::new("", "Instructions of a call, by two counters");
    table.head([
        Cell::column("case", "experiment").down(),
        Cell::column("number", "cases").down(),
        Cell::column("number", "exact").down(),
        Cell::group("group", 3, "stepped through by the processor"),
    ]);
    table.head([
        Cell::column("number first", "cases"),
        Cell::column("number", "as many"),
        Cell::column("number", "differences"),
    ]);
    for counts in all {
        let per_call: Vec<&PerCall> = counts.cases.iter().filter_map(|case| case.per_call.measured()).collect();
        let differences: Vec<i128> = per_call.iter().filter_map(|one| difference(one)).collect();
        let equal = differences.iter().filter(|difference| **difference == 0).count();
        let ends = differences.iter().copied().filter(|difference| *difference != 0);
        let shown = match (ends.clone().min(), ends.max()) {
            (Some(low), Some(high)) if low == high => signed(low),
            (Some(low), Some(high)) => format!("{} to {}", signed(low), signed(high)),
            _ => String::new(),
        };
        let count = |count: usize| print::count(count as i128);
        table.row([
            Cell::row_name("case", html::case_id(&counts.experiment)),
            Cell::value("number", count(counts.cases.len())),
            Cell::value("number", count(per_call.iter().filter(|one| one.is_exact).count())),
            Cell::value("number first", count(differences.len())),
            Cell::value("number", count(equal)),
            Cell::value("number", shown),
        ]);
    }
    let note = format!(
        "Exact: each call takes as many instructions outside of the allocator in both processes. Stepped through: the cases that start no threads and take at most {} instructions. Differences: the processor\u{2019}s steps less what callgrind counts, allocator included, of the lowest call.",
        print::count(LONGEST_STEPPED.into())
    );
    format!(r#"<div class="figures">{}{}</div>"#, table.html(), html::note(&note))
}

/// The steps less what callgrind counts, of the lowest call.
fn difference(per_call: &PerCall) -> Option<i128> {
    Some(i128::from(per_call.stepped?[0]) - i128::from(per_call.total()[0]))
}

fn signed(difference: i128) -> String {
    if difference > 0 { format!("+{}", print::count(difference)) } else { print::count(difference) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_of_the_lowest_call() {
        let mut per_call = PerCall { outside: [43, 45], allocator: [129, 150], is_exact: true, stepped: None };
        assert_eq!(difference(&per_call), None);
        per_call.stepped = Some([171, 190]);
        assert_eq!(difference(&per_call), Some(-1));
        assert_eq!([-1, 0, 2].map(signed), ["\u{2212}1", "0", "+2"]);
    }
}
