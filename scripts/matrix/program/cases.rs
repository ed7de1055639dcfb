//! Calls every case of the chapter: once to warm up, and once between marks.
//!
//! Prints a line a case: its id, its answer, and how many allocations and reallocations `asked` counted.

use crate::mark::mark;
use chapter::EXPERIMENT;

pub fn run(asked: fn() -> (usize, usize)) {
    let mut lines = Vec::new();
    for case in EXPERIMENT.cases() {
        let mut work = case.work();
        work.call();
        mark();
        let before = asked();
        let answer = work.call();
        let after = asked();
        mark();
        lines.push(format!("{} {answer} {} {}", case.id(), after.0 - before.0, after.1 - before.1));
    }
    println!("{}", lines.join("\n"));
}
