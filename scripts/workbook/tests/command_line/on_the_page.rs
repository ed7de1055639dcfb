//! The page of a chapter compares a reader's record by a script. What `compare` says of two records with a case of every kind is kept in
//! `scripts/browser-check/compared.json`, and the browser check demands the same of the script.
//!
//! `SNAPSHOTS=renew cargo test -p workbook --test command_line on_the_page` writes the file anew.

use crate::snapshot::is_renewed;
use crate::workspace::{REFERENCE, Workspace, record};
use record::{Case, Exact, Outcome, Record, Rule, Time, case_id, print};
use serde_json::{Value, json};
use std::path::Path;

/// The rounds of a baseline, and of cases against it: times a thousand, and a step from round to round.
const BASE: [u64; 2] = [100, 0];

struct Side {
    baseline: &'static str,
    counts: [Outcome<Exact>; 2],
    time: Outcome<[u64; 2]>,
    rounds: u64,
}

/// A case whose counts are of no interest, timed by these rounds.
fn timed(start: u64, step: u64) -> Side {
    let counts = [Outcome::Measured(Exact::NONE), Outcome::Measured(Exact::once(64))];
    Side { baseline: "base", counts, time: Outcome::Measured([start, step]), rounds: 12 }
}

fn counted(debug: Outcome<Exact>, release: Outcome<Exact>) -> Side {
    let time = match &debug {
        Outcome::Measured(_) => Outcome::Measured(BASE),
        Outcome::Failed(why) => Outcome::Failed(why.clone()),
        Outcome::NotMeasured(why) => Outcome::NotMeasured(why.clone()),
    };
    Side { counts: [debug, release], time, ..timed(0, 0) }
}

fn case(variant: &str, size: Option<u64>, side: Side) -> Case {
    let Side { baseline, counts: [debug, release], time, rounds } = side;
    let of = |[start, step]: [u64; 2]| (0..rounds).map(|round| start * 1_000 + step * round).collect::<Vec<u64>>();
    let derive = |rounds| {
        // Only the baselines have a name without a size.
        let is_baseline = size.is_none() && variant == baseline;
        Time::derive(of(rounds), (!is_baseline).then(|| of(BASE)).as_deref(), Rule::DEFAULT)
    };
    let time = match time {
        Outcome::Measured(rounds) => Outcome::Measured(derive(rounds)),
        Outcome::Failed(why) => Outcome::Failed(why),
        Outcome::NotMeasured(why) => Outcome::NotMeasured(why),
    };
    let baseline = case_id(baseline, None);
    Case { variant: variant.to_owned(), size, about: "\"é\"\n{{".to_owned(), baseline, debug, release, time }
}

/// Two records whose cases differ, or do not, in each way there is.
fn records() -> [Record; 2] {
    let (failed, none) = (|| Outcome::Failed("it ended".to_owned()), || Outcome::NotMeasured("why".to_owned()));
    let some = |bytes| Outcome::Measured(Exact::each(2, bytes));
    let below = Outcome::Measured(Exact { reallocations: 3, peak_bytes: 9, end_bytes: -8, ..Exact::once(64) });
    let pairs = [
        ("base", timed(100, 0), timed(100, 0)),
        ("other", Side { baseline: "other", ..timed(100, 0) }, Side { baseline: "other", ..timed(100, 0) }),
        ("same", timed(150, 0), timed(150, 0)),
        ("slower_and_faster", timed(150, 0), timed(50, 0)),
        ("within", timed(101, 50), timed(99, 250)),
        ("another_size", timed(150, 0), timed(400, 0)),
        ("slight", timed(102, 0), timed(99, 0)),
        ("noisy_here", timed(90, 9_000), timed(150, 0)),
        ("noisy_there", timed(150, 0), timed(90, 9_000)),
        ("noisy", timed(90, 9_000), timed(90, 9_000)),
        ("few_rounds", timed(150, 0), Side { rounds: 7, ..timed(150, 0) }),
        ("rebased", timed(150, 0), Side { baseline: "other", ..timed(150, 0) }),
        ("counts", counted(some(8), some(16)), counted(some(8), below)),
        ("failed", counted(failed(), failed()), counted(failed(), failed())),
        ("failed_there", counted(some(8), some(8)), counted(some(8), failed())),
        ("not_counted", counted(none(), none()), counted(none(), none())),
        ("not_counted_here", counted(none(), none()), counted(some(8), some(8))),
        ("failed_and_not_counted", counted(failed(), failed()), counted(none(), none())),
    ];
    let (mut a, mut b) = (record(), record());
    a.body.cases.clear();
    b.body.cases.clear();
    for (variant, in_a, in_b) in pairs {
        let size = (!["base", "other"].contains(&variant)).then_some(8);
        a.body.cases.push(case(variant, size, in_a));
        b.body.cases.push(case(variant, size, in_b));
    }
    a.body.cases.push(case("only_a", Some(1), timed(100, 0)));
    b.body.cases.insert(1, case("only_b", Some(1), timed(100, 0)));
    [a, b]
}

#[test]
fn what_compare_says_is_kept_for_the_script_of_the_page() {
    let [a, b] = records();
    let workspace = Workspace::new();
    workspace.save(REFERENCE, &a);
    workspace.save_own(&b);
    let run = workspace.run(&["compare", "--format", "json"]).ends(1);
    let rows: Vec<Value> = serde_json::from_str(&run.stdout).unwrap();
    for result in
        ["same: ", "same within", "same direction", "differs: ", "not timed", "too few", "against", "failed in A, not"]
    {
        assert!(
            rows.iter().any(|row| row["ratios"].as_str().unwrap().contains(result)),
            "{result} is not in {rows:#?}"
        );
    }
    let shown = [0, 999, 41_234, 99_499, 99_500, 1_324_000, 9_994_000, 9_996_000, 99_940_000, 99_960_000, 234_000_000];
    let ratios: Vec<Value> = shown.map(|ppm| json!([ppm, print::plain(&print::ratio(ppm))])).into();
    let files = [&a, &b].map(|record| Value::String(record.file_text()));
    let lines = |name: &str, values: &[Value]| {
        let lines: Vec<String> = values.iter().map(Value::to_string).collect();
        format!("\"{name}\": [\n{}\n]", lines.join(",\n"))
    };
    let now = format!("{{\n{},\n{},\n{}\n}}\n", lines("files", &files), lines("rows", &rows), lines("ratios", &ratios));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../browser-check/compared.json");
    if is_renewed() {
        std::fs::write(&file, &now).unwrap();
    }
    assert!(
        std::fs::read_to_string(&file).unwrap_or_default() == now,
        "{}: renew it with SNAPSHOTS=renew",
        file.display()
    );
}
