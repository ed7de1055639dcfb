//! What the book's own records say of times: every value lies in its interval, and few comparisons say nothing.

use record::{Estimate, Figures, Kind, Outcome, Sealed, Time, Verdict, Workspace};
use std::path::Path;

/// Every measured time of every record, with its experiment and case; those of the Go records with the toolchain.
fn times() -> Vec<(String, Time)> {
    let workspace = Workspace::around(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut times = Vec::new();
    let mut add = |name: String, time: &Outcome<Time>| {
        if let Outcome::Measured(time) = time {
            times.push((name, time.clone()));
        }
    };
    for chapter in workspace.chapters().unwrap() {
        let slug = &chapter.slug;
        let record = Sealed::<Figures>::read(&chapter.kept(Kind::Record), slug).unwrap();
        for case in &record.cases {
            add(format!("{slug}: {}", case.id()), &case.time);
        }
        if chapter.has_go() {
            let go = record::go::GoRecord::read(&chapter.kept(Kind::Go), slug).unwrap();
            for toolchain in &go.toolchains {
                for case in &toolchain.cases {
                    add(format!("{slug}: {}, Go {}", case.id(), toolchain.version), &case.time);
                }
            }
        }
    }
    times
}

#[test]
fn every_value_lies_in_its_own_interval() {
    let times = times();
    assert!(times.len() > 500, "only {} times were found", times.len());
    for (name, time) in &times {
        if let Some([low, high]) = time.interval_ps {
            assert!(low <= time.median_ps && time.median_ps <= high, "{name}: {time:?}");
        }
        let (ratio, difference) = (time.ratio.times, time.ratio.difference_ps);
        let holds = ratio.is_none_or(|Estimate { median, interval: [low, high] }| low <= median && median <= high);
        assert!(holds, "{name}: {ratio:?}");
        let holds = difference.is_none_or(|Estimate { median, interval: [low, high] }| low <= median && median <= high);
        assert!(holds, "{name}: {difference:?}");
    }
}

/// A verdict that is withheld although the whole interval is beyond 3 % would hide an answer.
#[test]
fn nothing_is_withheld_where_the_interval_is_on_one_side_of_the_margin() {
    for (name, time) in times() {
        let Some(Estimate { interval: [low, high], .. }) = time.ratio.times else { continue };
        let is_beyond = low > 1_030_000 || high < 970_000;
        assert!(!is_beyond || time.ratio.verdict != Verdict::CannotTell, "{name}: {:?}", time.ratio);
    }
}

/// Of all: Rust against Rust, and Go against Rust.
#[test]
fn at_most_one_comparison_in_twenty_says_nothing() {
    let times = times();
    let compared: Vec<_> = times.iter().filter(|(_, time)| time.ratio.verdict != Verdict::Baseline).collect();
    let silent: Vec<_> = compared.iter().filter(|(_, time)| time.ratio.verdict == Verdict::CannotTell).collect();
    let names: Vec<&str> = silent.iter().map(|(name, _)| name.as_str()).collect();
    assert!(silent.len() * 20 <= compared.len(), "{} of {}: {names:?}", silent.len(), compared.len());
}
