//! Where do the cases that pages show ask for memory, by dhat?
//!
//! A folded heap profile of each, made in the release build, so that the book's build runs no experiment. Frames have no address: two runs of
//! one program give the same file. Lines of the workspace are named by what is written there, so a comment moves none of them.

use crate::{Body, Kind, Place, Sealed, place::is_zero};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The heap profiles of an experiment that pages show.
pub type HeapProfiles = Sealed<Heap>;

/// The profiles of the cases that pages show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heap {
    /// In the order of their ids.
    pub cases: Vec<CaseProfile>,
}

/// The profile of one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseProfile {
    /// The case's id: `variant` or `variant/size`.
    pub case: String,
    /// Every frame of its stacks, once, in the order in which the stacks name them.
    pub frames: Vec<Frame>,
    /// In the order of their frames. None where nothing was asked for.
    pub stacks: Vec<Stack>,
}

/// A line of a function, as it stands in a stack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// The function, demangled.
    pub function: String,
    /// The file: from the workspace's root, or as the profile has it.
    pub file: String,
    /// The line, in a file of the workspace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The line from 1, in a file of another package, which is the same file in each of its versions; 0 where it is not known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub line: u32,
    /// The column from 1; with `place`, of the line without its indentation. 0 where it is not known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub column: u32,
}

/// A call stack, and what was asked for there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stack {
    /// Positions in the case's `frames`, the innermost first.
    pub frames: Vec<u32>,
    /// Bytes and blocks asked for in all, held when the most bytes were held, and held at the end.
    pub values: [i64; 6],
}

impl CaseProfile {
    /// The frames of a stack, the innermost first.
    pub fn frames_of<'a>(&'a self, stack: &'a Stack) -> impl Iterator<Item = &'a Frame> {
        stack.frames.iter().filter_map(|index| self.frames.get(*index as usize))
    }

    fn values(&self, frames: &[&Frame]) -> Option<[i64; 6]> {
        self.stacks.iter().find(|stack| self.frames_of(stack).eq(frames.iter().copied())).map(|stack| stack.values)
    }

    fn problem(&self) -> Option<String> {
        let case = &self.case;
        let is_out_of_range = |stack: &Stack| stack.frames.iter().any(|index| *index as usize >= self.frames.len());
        if self.stacks.iter().any(is_out_of_range) {
            return Some(format!("case `{case}`: field `stacks` names a frame that is not in `frames`"));
        }
        if self.stacks.iter().any(|stack| stack.values.iter().any(|value| *value < 0)) {
            return Some(format!("case `{case}`: field `values` has a figure below 0"));
        }
        let mut sums = [0_i64; 6];
        for stack in &self.stacks {
            for (sum, value) in sums.iter_mut().zip(stack.values) {
                let Some(next) = sum.checked_add(value) else {
                    return Some(format!(
                        "case `{case}`: field `values`: a sum over the stacks does not fit in 63 bits"
                    ));
                };
                *sum = next;
            }
        }
        None
    }
}

impl Body for Heap {
    const KIND: Kind = Kind::Heap;
    const SCHEMA: u32 = 2;

    fn problems(&self) -> Vec<String> {
        let mut ids = BTreeSet::new();
        let twice = self.cases.iter().filter(|case| !ids.insert(&case.case));
        let twice = twice.map(|case| format!("field `body.cases`: `{}` is in it twice", case.case));
        self.cases.iter().filter_map(CaseProfile::problem).chain(twice).collect()
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{} ({}: `{}`)", self.function, self.file, place.code),
            None => write!(f, "{} ({}:{})", self.function, self.file, self.line),
        }
    }
}

/// How many stacks are named before the rest is only counted.
const NAMED: usize = 5;

impl Heap {
    /// The profile of the case with this id.
    pub fn case(&self, id: &str) -> Option<&CaseProfile> {
        self.cases.iter().find(|case| case.case == id)
    }

    /// In what these profiles differ from ones made now, one sentence a stack.
    pub fn differences(&self, now: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        let ids: BTreeSet<&str> =
            [self, now].iter().flat_map(|one| &one.cases).map(|case| case.case.as_str()).collect();
        for id in ids {
            match (self.case(id), now.case(id)) {
                (Some(then), Some(now)) => differences.extend(stack_differences(then, now)),
                (None, _) => differences.push(format!("case `{id}`: shown on a page, and not in the file")),
                (_, None) => {
                    differences.push(format!("case `{id}`: in the file, and no longer profiled or shown on a page"))
                }
            }
        }
        let more = differences.len().saturating_sub(NAMED);
        if more > 1 {
            differences.truncate(NAMED);
            differences.push(format!("{more} more stacks differ"));
        }
        differences
    }
}

fn stack_differences(then: &CaseProfile, now: &CaseProfile) -> Vec<String> {
    let stacks =
        [then, now].into_iter().flat_map(|case| case.stacks.iter().map(|stack| case.frames_of(stack).collect()));
    let stacks: BTreeSet<Vec<&Frame>> = stacks.collect();
    let amount = |values: Option<[i64; 6]>| match values {
        Some([bytes, 1, ..]) => format!("{bytes} B in 1 block"),
        Some([bytes, blocks, ..]) => format!("{bytes} B in {blocks} blocks"),
        None => "no such stack".to_owned(),
    };
    let differing = stacks.into_iter().filter(|frames| then.values(frames) != now.values(frames));
    differing
        .map(|frames| {
            let place = frames.first().map_or_else(|| "a stack without frames".to_owned(), ToString::to_string);
            let [recorded, found] = [then, now].map(|case| amount(case.values(&frames)));
            let how = if recorded == found {
                format!("{recorded}, and other figures at the peak or at the end")
            } else {
                format!("{recorded} recorded, {found} now")
            };
            format!("case `{}`, {place}: {how}", then.case)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heap(stacks: &[[i64; 6]]) -> Heap {
        let place = Some(Place { code: "Box::new(1)".to_owned(), ..Place::default() });
        let frame = |line| Frame {
            function: "a::boxed".to_owned(),
            file: "experiments/a/src/boxed.rs".to_owned(),
            place: place.clone(),
            line,
            column: 5,
        };
        let numbered = (0..).zip(stacks);
        let case = CaseProfile {
            case: "boxed".to_owned(),
            frames: numbered.clone().map(|(line, _)| frame(line)).collect(),
            stacks: numbered.map(|(index, values)| Stack { frames: vec![index], values: *values }).collect(),
        };
        Heap { cases: vec![case] }
    }

    const BOXED: [i64; 6] = [8, 1, 8, 1, 0, 0];

    #[test]
    fn equal_profiles_do_not_differ() {
        assert_eq!(heap(&[BOXED]).differences(&heap(&[BOXED])), [""; 0]);
    }

    #[test]
    fn a_stack_that_differs_is_named_with_both_figures() {
        let then = heap(&[BOXED]);
        let place = "case `boxed`, a::boxed (experiments/a/src/boxed.rs: `Box::new(1)`)";
        let check = |now: &Heap, expected: &str| assert_eq!(then.differences(now), [format!("{place}: {expected}")]);
        check(&heap(&[]), "8 B in 1 block recorded, no such stack now");
        check(&heap(&[[16, 2, 8, 1, 0, 0]]), "8 B in 1 block recorded, 16 B in 2 blocks now");
        check(&heap(&[[8, 1, 8, 1, 8, 1]]), "8 B in 1 block, and other figures at the peak or at the end");
        assert_eq!(heap(&[]).differences(&then), [format!("{place}: no such stack recorded, 8 B in 1 block now")]);
    }

    #[test]
    fn a_case_that_came_or_went_is_a_difference() {
        let with = heap(&[BOXED]);
        assert_eq!(Heap::default().differences(&with), ["case `boxed`: shown on a page, and not in the file"]);
        assert_eq!(
            with.differences(&Heap::default()),
            ["case `boxed`: in the file, and no longer profiled or shown on a page"]
        );
    }

    #[test]
    fn sums_that_do_not_fit_and_frames_that_are_not_there_are_problems() {
        assert_eq!(heap(&[[i64::MAX, 1, 0, 0, 0, 0]]).problems(), [""; 0]);
        let problem = |heap: &Heap| heap.problems().join("; ");
        let large = problem(&heap(&[[i64::MAX, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0]]));
        assert!(large.contains("case `boxed`: field `values`") && large.contains("63 bits"), "{large}");
        assert!(problem(&heap(&[[i64::MIN; 6]])).contains("below 0"));
        let mut other = heap(&[BOXED]);
        other.cases[0].stacks[0].frames = vec![7];
        assert!(problem(&other).contains("a frame that is not in `frames`"));
    }
}
