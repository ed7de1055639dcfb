//! What do the same programs take and hold under different allocators?
//!
//! An allocator is a program of the chapter that has it for its global allocator; the work is the same code in all of them. How long a call takes is measured in
//! rounds in which the allocators take turns. Counts of requests come from another program, in which a counter stands around the allocator.

use crate::{Body, Exact, Kind, Method, Outcome, Rule, Sealed, Time};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What the programs of an experiment took and held.
pub type AllocatorsRecord = Sealed<Allocators>;

/// The instants of a run that are kept, by their names in [`crate::memory::INSTANTS`].
pub const INSTANTS: [&str; 5] = ["start", "peak", "dropped", "later", "second_peak"];

/// The program that does nothing. What the system is asked for in it is taken off what it is asked for in the others.
pub const NOTHING: &str = "nothing";

/// Every allocator, and what of the system decides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allocators {
    /// Of the system, what decides what is held. A name and a value each.
    pub system: Vec<[String; 2]>,
    /// How times were measured, where they were.
    pub method: Option<Method>,
    /// How many links each program was timed in, in turn.
    pub links: u64,
    /// How often a program does its work when its system calls are counted.
    pub calls: u64,
    /// For what machine the instructions hold; empty where they were not counted.
    pub machine: String,
    /// The allocators that were left out, a sentence each with the reason.
    pub left_out: Vec<String>,
    /// The work, in the order of the page.
    pub programs: Vec<Program>,
    /// What is run for what it holds.
    pub runs: Vec<HeldRun>,
    /// The allocators. The first is what the others are compared with.
    pub allocators: Vec<Allocator>,
}

/// Work that is done under each allocator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// What pages call it.
    pub name: String,
    /// What it does, in a few words.
    pub about: String,
    /// The case of an experiment that it is: `which-allocator blocks`.
    pub case: String,
    /// How many threads do it at one time, each all of it.
    pub threads: u64,
    /// Whether all of it is done by the thread that asks for it.
    pub is_of_one_thread: bool,
}

/// What the work asks for, as a program that counts prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Of each case whose figures are the same in every call, by its name in [`Program::case`].
    pub exact: BTreeMap<String, Exact>,
    /// Of work on several threads, whose figures depend on which of them is first: those of each of several calls, counted on all threads.
    pub scheduled: BTreeMap<String, Vec<Exact>>,
}

/// A burst of work that is made and dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldRun {
    /// What pages call it.
    pub name: String,
    /// What it does, in a few words.
    pub about: String,
}

/// What a program says of itself: [`crate::program::PROGRAMS`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllocatorPlan {
    /// The allocator's name.
    pub allocator: String,
    /// Its crate with the version, or the library that it comes with.
    pub origin: String,
    /// Its release and language.
    pub about: String,
    /// Name and version of the C library.
    pub library: String,
    /// What it does.
    pub programs: Vec<Program>,
    /// What it holds.
    pub runs: Vec<HeldRun>,
}

/// An allocator and what was seen under it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allocator {
    /// What pages call it.
    pub name: String,
    /// As [`AllocatorPlan::origin`].
    pub origin: String,
    /// As [`AllocatorPlan::about`].
    pub about: String,
    /// As [`AllocatorPlan::library`].
    pub library: String,
    /// The feature behind which its programs are; empty where they are in every build.
    pub feature: String,
    /// The target that its programs are built for, where that is another than the tools'; otherwise empty.
    pub target: String,
    /// What the work asks for, counted around this allocator in release.
    pub counts: Outcome<Asked>,
    /// Each program, in their order.
    pub programs: Vec<Measured>,
    /// Each run, in their order.
    pub runs: Vec<Held>,
}

/// A program under an allocator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Its name.
    pub program: String,
    /// How long the work takes.
    pub time: Outcome<Time>,
    /// What the system is asked for, beyond what a program that does nothing asks for: of each process, the calls by their names.
    pub system_calls: Outcome<Vec<BTreeMap<String, i64>>>,
    /// Minor page faults, beyond those of a program that does nothing: of each process.
    pub faults: Outcome<Vec<i64>>,
    /// Instructions of a call, the allocator's included, beyond those of calling a function that does nothing: of each call, of two processes with
    /// environments of different sizes. Those of the kernel are not counted.
    pub instructions: Outcome<Vec<u64>>,
}

/// A run under an allocator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// Its name.
    pub run: String,
    /// Resident at each of [`INSTANTS`], in KiB: one value a repeat.
    pub resident_kib: Outcome<Vec<Vec<u64>>>,
}

impl Allocators {
    /// The allocator of this name.
    pub fn allocator(&self, name: &str) -> Option<&Allocator> {
        self.allocators.iter().find(|allocator| allocator.name == name)
    }

    /// The program of this name.
    pub fn program(&self, name: &str) -> Option<&Program> {
        self.programs.iter().find(|program| program.name == name)
    }

    /// The cases whose exact counts are others under some allocator than under the first, a sentence each.
    pub fn other_counts(&self) -> Vec<String> {
        let Some((first, others)) = self.allocators.split_first() else { return Vec::new() };
        let Some(expected) = first.counts.measured() else { return Vec::new() };
        let mut problems = Vec::new();
        for other in others {
            let Some(counts) = other.counts.measured() else { continue };
            let [counts, expected] = [&counts.exact, &expected.exact];
            let cases: BTreeSet<&String> = expected.keys().chain(counts.keys()).collect();
            for case in cases.into_iter().filter(|case| expected.get(*case) != counts.get(*case)) {
                problems.push(format!(
                    "`{case}` asks for {:?} under {}, and for {:?} under {}",
                    counts.get(case),
                    other.name,
                    expected.get(case),
                    first.name
                ));
            }
        }
        problems
    }

    /// In what the exact counts differ from those made now, which may be of fewer allocators; a sentence each.
    pub fn differences(&self, now: &[(String, Asked)]) -> Vec<String> {
        let mut differences = self.other_counts();
        for (name, now) in now {
            let Some(kept) = self.allocator(name) else {
                differences.push(format!("`{name}`: declared, and not in the file"));
                continue;
            };
            match kept.counts.measured() {
                Some(kept) if kept.exact == now.exact => {}
                Some(_) => differences.push(format!("`{name}`: its counts are others now")),
                None => differences.push(format!("`{name}`: its requests were not counted")),
            }
        }
        differences
    }

    /// The times of a program under an allocator over those under another one, from their common rounds; none where one of them was not timed.
    pub fn over(&self, allocator: &Allocator, other: &Allocator, program: &str) -> Option<Time> {
        let rounds = |of: &Allocator| Some(of.program(program)?.time.measured()?.rounds_ps.clone());
        Some(Time::derive(rounds(allocator)?, Some(&rounds(other)?), self.rule()))
    }

    fn rule(&self) -> Rule {
        self.method.as_ref().map_or(Rule::DEFAULT, |method| method.rule)
    }
}

impl Allocator {
    /// The program of this name.
    pub fn program(&self, name: &str) -> Option<&Measured> {
        self.programs.iter().find(|measured| measured.program == name)
    }

    /// What is resident in a run at an instant: the lowest, the median and the highest of the repeats, in KiB.
    pub fn resident(&self, run: &str, instant: &str) -> Option<Outcome<[u64; 3]>> {
        let held = self.runs.iter().find(|held| held.run == run)?;
        let index = INSTANTS.iter().position(|name| *name == instant)?;
        Some(match &held.resident_kib {
            Outcome::Measured(instants) => {
                let all = instants.get(index)?;
                let [low, high] = [all.iter().min(), all.iter().max()].map(|end| end.copied().unwrap_or(0));
                Outcome::Measured([low, crate::median(all), high])
            }
            Outcome::Failed(reason) => Outcome::Failed(reason.clone()),
            Outcome::NotMeasured(reason) => Outcome::NotMeasured(reason.clone()),
        })
    }
}

impl Body for Allocators {
    const KIND: Kind = Kind::Allocators;
    const SCHEMA: u32 = 2;

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let names: Vec<&str> = self.programs.iter().map(|program| &*program.name).collect();
        let runs: Vec<&str> = self.runs.iter().map(|run| &*run.name).collect();
        for (index, allocator) in self.allocators.iter().enumerate() {
            let mut problem = |what: String| problems.push(format!("allocator `{}`: {what}", allocator.name));
            if allocator.programs.iter().map(|measured| &*measured.program).ne(names.iter().copied())
                || allocator.runs.iter().map(|held| &*held.run).ne(runs.iter().copied())
            {
                problem("its programs or runs are not those of the file".to_owned());
                continue;
            }
            for (at, measured) in allocator.programs.iter().enumerate() {
                let Outcome::Measured(time) = &measured.time else { continue };
                let first = self.allocators[0].programs.get(at).and_then(|first| first.time.measured());
                let first = first.map_or(&[][..], |time| &time.rounds_ps);
                let baseline = (index > 0).then_some(first);
                if *time != Time::derive(time.rounds_ps.clone(), baseline, self.rule()) {
                    problem(format!("field `time` of `{}` does not follow from its rounds", measured.program));
                }
            }
            for held in &allocator.runs {
                if held.resident_kib.measured().is_some_and(|instants| instants.len() != INSTANTS.len()) {
                    problem(format!("field `resident_kib` of `{}` has not a list for each instant", held.run));
                }
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allocator(name: &str, bytes: u64, rounds: &[u64], baseline: Option<&[u64]>) -> Allocator {
        let measured = Measured {
            program: "blocks".to_owned(),
            time: Outcome::Measured(Time::derive(rounds.to_vec(), baseline, Rule::DEFAULT)),
            system_calls: Outcome::Measured(vec![BTreeMap::from([("mmap".to_owned(), 7)])]),
            faults: Outcome::NotMeasured("not asked".to_owned()),
            instructions: Outcome::Measured(vec![700, 710]),
        };
        let held = Held {
            run: "short".to_owned(),
            resident_kib: Outcome::Measured(INSTANTS.map(|_| vec![3_u64, 1, 2]).into()),
        };
        Allocator {
            name: name.to_owned(),
            origin: String::new(),
            about: String::new(),
            library: String::new(),
            feature: String::new(),
            target: String::new(),
            counts: Outcome::Measured(requests(bytes)),
            programs: vec![measured],
            runs: vec![held],
        }
    }

    fn requests(bytes: u64) -> Asked {
        Asked {
            exact: BTreeMap::from([("a blocks".to_owned(), Exact::once(bytes))]),
            // What depends on threads is not compared.
            scheduled: BTreeMap::from([("a service".to_owned(), vec![Exact::once(bytes), Exact::NONE])]),
        }
    }

    fn allocators(bytes: u64) -> Allocators {
        let program = Program {
            name: "blocks".to_owned(),
            about: String::new(),
            case: "a blocks".to_owned(),
            threads: 1,
            is_of_one_thread: true,
        };
        Allocators {
            programs: vec![program],
            runs: vec![HeldRun { name: "short".to_owned(), about: String::new() }],
            allocators: vec![
                allocator("system", 8, &[100; 12], None),
                allocator("other", bytes, &[50; 12], Some(&[100; 12])),
            ],
            ..Allocators::default()
        }
    }

    #[test]
    fn counts_that_differ_are_named() {
        assert_eq!(allocators(8).other_counts(), [""; 0]);
        assert!(allocators(9).other_counts()[0].contains("`a blocks`"));
        let now = |bytes| vec![("other".to_owned(), requests(bytes))];
        assert_eq!(allocators(8).differences(&now(8)), [""; 0]);
        assert!(allocators(8).differences(&now(9))[0].contains("others now"));
        let unknown = vec![("third".to_owned(), Asked::default())];
        assert!(allocators(8).differences(&unknown)[0].contains("not in the file"));
    }

    #[test]
    fn any_two_are_compared_by_their_common_rounds() {
        let kept = allocators(8);
        let [system, other] = ["system", "other"].map(|name| kept.allocator(name).unwrap());
        let times = |one, two| kept.over(one, two, "blocks").unwrap().ratio.times.unwrap().median;
        assert_eq!([times(other, system), times(system, other)], [500_000, 2_000_000]);
        assert_eq!(kept.over(other, system, "unknown"), None);
    }

    #[test]
    fn a_file_that_contradicts_itself_has_problems() {
        let mut kept = allocators(8);
        assert_eq!(kept.problems(), [""; 0]);
        let resident = kept.allocators[0].resident("short", "peak");
        assert_eq!(resident, Some(Outcome::Measured([1, 2, 3])));
        let Outcome::Measured(time) = &mut kept.allocators[1].programs[0].time else { panic!("measured") };
        time.median_ps += 1;
        assert!(kept.problems()[0].contains("does not follow"));
        kept.allocators[1].programs.clear();
        assert!(kept.problems()[0].contains("not those of the file"));
    }
}
