//! What stays resident after a burst, and what helps: the bands of the runs, in processes of their own.
//!
//! `cargo workbook memory` makes all the runs, several times; here are those that the answer of the page rests on, once and without waiting.

use record::memory::{Observed, PEAK, Plan, PlannedRun};
use record::program::{RUN, RUNS};
use std::process::{Command, Output};

const MEASURED: &str = env!("CARGO_BIN_EXE_memory-that-stays");
const COUNTED: &str = env!("CARGO_BIN_EXE_memory-that-stays-counted");

fn output(command: &mut Command) -> Output {
    let output = command.output().expect("the program was built with the test");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn plan() -> Plan {
    serde_json::from_slice(&output(Command::new(MEASURED).arg(RUNS)).stdout).expect("a plan")
}

fn observed(program: &str, run: &PlannedRun) -> Observed {
    let mut command = Command::new(program);
    command.args([RUN, &run.name, "0"]).env_clear();
    command.envs(run.settings.iter().map(|[name, value]| (name, value)));
    serde_json::from_slice(&output(&mut command).stdout).expect("what was seen")
}

/// Whether the page's answer rests on it.
fn is_of_the_answer(run: &&PlannedRun) -> bool {
    ["short", "short_merged", "long", "long_last_kept", "large_last_kept", "large_last_kept_mapped", "one_buffer"]
        .contains(&&*run.name)
}

#[test]
fn what_the_answer_says_stays_and_goes() {
    let plan = plan();
    for run in plan.runs.iter().filter(is_of_the_answer) {
        let seen = observed(MEASURED, run);
        let at = |instant: &str| seen.instants.iter().find(|seen| seen.instant == instant).unwrap().resident_kib;
        assert!(!run.bounds.is_empty(), "{}", run.name);
        for bound in &run.bounds {
            // Huge pages that nobody asked for would keep more than is looked at here.
            let percent = 100 * at(&bound.instant) / at(PEAK);
            let [least, most] = bound.percent;
            assert!((least..=most).contains(&percent), "{}: {} at {}: {seen:#?}", run.name, percent, bound.instant);
        }
    }
}

#[test]
fn a_setting_of_malloc_changes_nothing_of_what_is_asked_of_it() {
    let plan = plan();
    let all = [("short", "short_merged"), ("long", "long_untrimmed"), ("large_last_kept", "large_last_kept_mapped")];
    for (plain, set) in all {
        let [plain, set] = [plain, set].map(|name| {
            let run = plan.runs.iter().find(|run| run.name == name).unwrap();
            observed(COUNTED, run).requests.unwrap()
        });
        assert_eq!(plain, set);
        assert!(plain.allocations > 256 && plain.net_bytes > 256 << 20, "{plain:?}");
    }
}
