//! What does a process hold of the machine's memory, at instants of its life and under settings of its allocator?
//!
//! A run is a process of a program of the chapter that does nothing else. At each instant the process reads what the kernel has mapped for it
//! (`/proc/self/smaps_rollup`) and what its malloc says of itself (`mallinfo2`, of the GNU C library). All runs are repeated in turn: what the
//! kernel says is kept of every repeat, and of malloc each different answer, which is one where it is exact.

use crate::{Body, Kind, Outcome, Sealed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What the runs of an experiment held.
pub type MemoryRecord = Sealed<Memory>;

/// The instants of a run, in their order: before anything is made; when the first burst of work is there, when it is dropped, and some seconds later; the same of a
/// second burst; and when malloc was asked to trim.
pub const INSTANTS: [&str; 7] = ["start", PEAK, "dropped", "later", "second_peak", "second_dropped", "trimmed"];

/// The instant against which the others are bounded: everything is in use.
pub const PEAK: &str = "peak";

/// Every run, and what of the system decides what is held.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// Of the system, what decides: the C library, pages, huge pages, overcommitment. A name and a value each.
    pub system: Vec<[String; 2]>,
    /// How often every run was made.
    pub repeats: usize,
    /// In the order of the declaration.
    pub runs: Vec<MemoryRun>,
    /// Heaps that were drawn page by page.
    pub maps: Vec<PageMap>,
}

/// A process that is run for what it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemoryRun {
    /// What pages call it.
    pub name: String,
    /// What it does, in a few words.
    pub about: String,
    /// The variables of its environment, and nothing else of the environment: a name and a value each.
    pub settings: Vec<[String; 2]>,
    /// What must hold in every repeat.
    pub bounds: Vec<Bound>,
    /// What it asked of the allocator from the first instant to the last, counted in a program of its own, under the same settings.
    pub counts: Outcome<Requests>,
    /// Its instants, in their order; or why there are none.
    pub instants: Outcome<Vec<Instant>>,
}

/// What is resident at an instant, as a part of what is resident at the [`PEAK`] of the same repeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// The instant.
    pub instant: String,
    /// Per cent of the peak, at least and at most.
    pub percent: [u64; 2],
}

/// Calls of the allocator, of the whole process. Exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requests {
    /// Calls that made a block.
    pub allocations: u64,
    /// Calls that changed the size of a block.
    pub reallocations: u64,
    /// Calls that freed a block.
    pub deallocations: u64,
    /// Bytes of all allocations, and what reallocations added to their blocks.
    pub net_bytes: u64,
}

/// An instant of a run, over all repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instant {
    /// `start`, `peak`, `dropped`.
    pub name: String,
    /// Resident, in KiB: one value a repeat.
    pub resident_kib: Vec<u64>,
    /// Of these in huge pages, in KiB: the most of all repeats.
    pub huge_kib: u64,
    /// Each different answer of malloc, in the order in which they came; none where it is not asked.
    pub malloc: Vec<MallocState>,
}

/// What `mallinfo2` says, in bytes but for the number of mapped blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MallocState {
    /// `arena`: held in the heaps, of all arenas.
    pub heap_bytes: u64,
    /// `hblks`: blocks that have a mapping of their own.
    pub mapped_blocks: u64,
    /// `hblkhd`: bytes of these mappings.
    pub mapped_bytes: u64,
    /// `uordblks`: given out, of the heaps, headers included.
    pub in_use_bytes: u64,
    /// `fordblks`: free in the heaps. Not necessarily resident.
    pub free_bytes: u64,
    /// `keepcost`: free at the top of the main heap.
    pub top_bytes: u64,
}

/// A heap, page by page, at instants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageMap {
    /// What pages of the book call it.
    pub name: String,
    /// What the heap holds, in a few words.
    pub about: String,
    /// Bytes of a page of memory.
    pub page_bytes: u64,
    /// The heap at each instant, from the same first page to the same last one.
    pub states: Vec<PageState>,
}

/// The pages of a heap at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageState {
    /// The instant.
    pub instant: String,
    /// One letter a page: a [`Page`].
    pub pages: String,
}

/// What a page of a heap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// A block in use lies in it, or a part of one.
    Used,
    /// No block in use lies in it, and it is resident.
    Kept,
    /// It is not resident.
    Gone,
}

impl Page {
    /// The letter in a record.
    pub const fn letter(self) -> char {
        match self {
            Self::Used => 'u',
            Self::Kept => 'k',
            Self::Gone => '.',
        }
    }

    /// Of a letter.
    pub fn of(letter: char) -> Option<Self> {
        [Self::Used, Self::Kept, Self::Gone].into_iter().find(|page| page.letter() == letter)
    }
}

/// What a program of a chapter says of the runs that it can make: [`crate::program::RUNS`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The runs, in the order of the page.
    pub runs: Vec<PlannedRun>,
    /// The heaps to be drawn.
    pub maps: Vec<String>,
}

/// A run before it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedRun {
    /// As [`MemoryRun::name`].
    pub name: String,
    /// As [`MemoryRun::about`].
    pub about: String,
    /// As [`MemoryRun::settings`].
    pub settings: Vec<[String; 2]>,
    /// As [`MemoryRun::bounds`].
    pub bounds: Vec<Bound>,
}

/// What one process saw: [`crate::program::RUN`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observed {
    /// Of a program that counts; of any other, none.
    pub requests: Option<Requests>,
    /// Its instants.
    pub instants: Vec<Seen>,
}

/// An instant of one process.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// `start`, `peak`, `dropped`.
    pub instant: String,
    /// Resident, in KiB.
    pub resident_kib: u64,
    /// Of these in huge pages, in KiB.
    pub huge_kib: u64,
    /// What malloc says, where it is the GNU C library's.
    pub malloc: Option<MallocState>,
    /// What the process has asked for since it began, in a program that counts. Not printed: what comes between two instants is.
    #[serde(skip)]
    pub requests: Option<Requests>,
}

impl Memory {
    /// The run of this name.
    pub fn run(&self, name: &str) -> Option<&MemoryRun> {
        self.runs.iter().find(|run| run.name == name)
    }

    /// Of the pairs of runs whose medians at an instant are more than a tenth of the higher one apart: how many there are, and how many of them have the other order in
    /// some repeat.
    pub fn order(&self, instant: &str) -> [usize; 2] {
        let runs: Vec<&Instant> = self.runs.iter().filter_map(|run| run.instant(instant)).collect();
        let pairs =
            runs.iter().enumerate().flat_map(|(index, one)| runs[..index].iter().map(move |other| (*one, *other)));
        let ordered = pairs.filter_map(|(one, other)| {
            let [low, high] = if one.resident()[1] < other.resident()[1] { [one, other] } else { [other, one] };
            (10 * low.resident()[1] < 9 * high.resident()[1]).then_some((low, high))
        });
        let is_reversed = |(low, high): &(&Instant, &Instant)| {
            low.resident_kib.iter().zip(&high.resident_kib).any(|(low, high)| low >= high)
        };
        let ordered: Vec<_> = ordered.collect();
        [ordered.len(), ordered.iter().filter(|pair| is_reversed(pair)).count()]
    }

    /// In what the exact part of these runs differs from that of runs made now, and which bounds do not hold now; a sentence each. What malloc says is
    /// compared on a like system only, and of the runs to which it said the same in every repeat.
    pub fn differences(&self, now: &Self) -> Vec<String> {
        let is_alike = self.system == now.system;
        let mut differences = Vec::new();
        let names: BTreeSet<&str> = [self, now].into_iter().flat_map(|one| &one.runs).map(|run| &*run.name).collect();
        for name in names {
            match (self.run(name), now.run(name)) {
                (Some(then), Some(now)) => {
                    differences.extend(then.differences(now, is_alike));
                    differences.extend(now.broken_bounds());
                }
                (None, _) => differences.push(format!("run `{name}`: declared, and not in the file")),
                (_, None) => differences.push(format!("run `{name}`: in the file, and no longer declared")),
            }
        }
        differences
    }
}

impl MemoryRun {
    /// The instant of this name.
    pub fn instant(&self, name: &str) -> Option<&Instant> {
        self.instants.measured()?.iter().find(|instant| instant.name == name)
    }

    /// Of how many repeats each bound holds, in the order of the bounds.
    pub fn held(&self) -> Vec<usize> {
        let holds = |bound: &Bound| -> Option<usize> {
            let [peak, bounded] = [PEAK, &bound.instant].map(|name| self.instant(name));
            let pairs = bounded?.resident_kib.iter().zip(&peak?.resident_kib);
            let [least, most] = bound.percent;
            Some(pairs.filter(|(kib, peak)| (least * **peak..=most * **peak).contains(&(100 * **kib))).count())
        };
        self.bounds.iter().map(|bound| holds(bound).unwrap_or(0)).collect()
    }

    /// How often it was made.
    pub fn repeats(&self) -> usize {
        self.instants.measured().and_then(|all| all.first()).map_or(0, |instant| instant.resident_kib.len())
    }

    /// The bounds that do not hold in every repeat, a sentence each.
    pub fn broken_bounds(&self) -> Vec<String> {
        let repeats = self.repeats();
        let broken = self.bounds.iter().zip(self.held()).filter(|(_, held)| *held < repeats);
        broken
            .map(|(Bound { instant, percent: [least, most] }, held)| {
                format!(
                    "run `{}`: at `{instant}`, {least} to {most} % of the peak are declared resident, and so it was in {held} of {repeats} repeats",
                    self.name
                )
            })
            .collect()
    }

    fn differences(&self, now: &Self, is_alike: bool) -> Vec<String> {
        let mut differences = Vec::new();
        let mut differ = |what: String| differences.push(format!("run `{}`: {what}", self.name));
        if (&self.settings, &self.bounds) != (&now.settings, &now.bounds) {
            differ("its settings or bounds are others now".to_owned());
        }
        if let (Some(then), Some(now)) = (self.counts.measured(), now.counts.measured())
            && then != now
        {
            differ(format!("it asked {then:?} of the allocator, and now {now:?}"));
        }
        let (Some(then), Some(now)) = (self.instants.measured(), now.instants.measured()) else {
            differ("it was not made, then or now".to_owned());
            return differences;
        };
        let names = |instants: &[Instant]| instants.iter().map(|instant| instant.name.clone()).collect::<Vec<_>>();
        if names(then) != names(now) {
            differ(format!("its instants were {}, and are {}", names(then).join(", "), names(now).join(", ")));
        }
        // Where malloc has given several answers to a run, another one is no news.
        let is_exact = then.iter().all(|instant| instant.malloc.len() <= 1);
        for (then, now) in then.iter().zip(now).filter(|_| is_alike && is_exact) {
            if let ([then_said], [now_said]) = (&then.malloc[..], &now.malloc[..])
                && then_said != now_said
            {
                differ(format!("at `{}`, malloc said {then_said:?}, and now {now_said:?}", then.name));
            }
        }
        differences
    }

    fn problems(&self, repeats: usize) -> Vec<String> {
        let mut problems = Vec::new();
        let mut problem = |what: String| problems.push(format!("run `{}`: {what}", self.name));
        let Some(instants) = self.instants.measured() else { return problems };
        for instant in instants {
            if instant.resident_kib.len() != repeats {
                problem(format!("field `resident_kib` of `{}` has not a value for each of the repeats", instant.name));
            }
            if instant.malloc.iter().enumerate().any(|(index, state)| instant.malloc[..index].contains(state)) {
                problem(format!("field `malloc` of `{}` has an answer twice", instant.name));
            }
        }
        for bound in &self.bounds {
            if !instants.iter().any(|instant| instant.name == bound.instant) {
                problem(format!("field `bounds` names the instant `{}`, and there is none", bound.instant));
            }
        }
        problems
    }
}

impl Instant {
    /// How far the repeats are apart: the highest less the lowest, in per mille of the median.
    pub fn spread_per_mille(&self) -> u64 {
        let [low, median, high] = self.resident();
        (1000 * (high - low)).checked_div(median).unwrap_or(0)
    }

    /// The lowest, the median and the highest of the repeats, in KiB.
    pub fn resident(&self) -> [u64; 3] {
        let all = &self.resident_kib;
        [all.iter().copied().min().unwrap_or(0), crate::median(all), all.iter().copied().max().unwrap_or(0)]
    }
}

impl PageMap {
    /// The pages at an instant.
    pub fn pages(&self, instant: &str) -> Option<Vec<Page>> {
        let state = self.states.iter().find(|state| state.instant == instant)?;
        Some(state.pages.chars().filter_map(Page::of).collect())
    }

    fn problems(&self) -> Vec<String> {
        let length = self.states.first().map_or(0, |state| state.pages.len());
        let is_wrong = |state: &&PageState| {
            state.pages.len() != length || !state.pages.chars().all(|letter| Page::of(letter).is_some())
        };
        let wrong = self.states.iter().filter(is_wrong);
        wrong
            .map(|state| {
                format!(
                    "heap `{}`: field `pages` of `{}` has another length, or an unknown letter",
                    self.name, state.instant
                )
            })
            .collect()
    }
}

impl Body for Memory {
    const KIND: Kind = Kind::Memory;
    const SCHEMA: u32 = 1;

    fn problems(&self) -> Vec<String> {
        let runs = self.runs.iter().flat_map(|run| run.problems(self.repeats));
        runs.chain(self.maps.iter().flat_map(PageMap::problems)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run with a peak of 1000 KiB in each of two repeats, and these after the drop.
    fn run(dropped: [u64; 2], percent: [u64; 2]) -> MemoryRun {
        let instant = |name: &str, resident_kib: Vec<u64>| Instant {
            name: name.to_owned(),
            resident_kib,
            huge_kib: 0,
            malloc: vec![MallocState::default()],
        };
        MemoryRun {
            name: "short".to_owned(),
            about: String::new(),
            settings: Vec::new(),
            bounds: vec![Bound { instant: "dropped".to_owned(), percent }],
            counts: Outcome::Measured(Requests::default()),
            instants: Outcome::Measured(vec![instant(PEAK, vec![1000; 2]), instant("dropped", dropped.to_vec())]),
        }
    }

    fn memory(run: MemoryRun) -> Memory {
        Memory { system: Vec::new(), repeats: 2, runs: vec![run], maps: Vec::new() }
    }

    #[test]
    fn a_bound_holds_at_its_ends_and_is_counted_by_repeat() {
        assert_eq!(run([800, 900], [80, 90]).held(), [2]);
        let broken = run([799, 901], [80, 90]);
        assert_eq!(broken.held(), [0]);
        let said = broken.broken_bounds().join("");
        assert!(said.contains("at `dropped`, 80 to 90 % of the peak") && said.contains("0 of 2"), "{said}");
        assert_eq!(run([850, 100], [80, 90]).held(), [1]);
    }

    #[test]
    fn an_order_is_that_of_every_repeat() {
        let mut memory = memory(run([850, 900], [0, 100]));
        let other = |dropped: [u64; 2]| MemoryRun { name: "other".to_owned(), ..run(dropped, [0, 100]) };
        memory.runs.push(other([100, 110]));
        assert_eq!([memory.order("dropped"), memory.order(PEAK), memory.order("later")], [[1, 0], [0, 0], [0, 0]]);
        memory.runs.push(other([100, 1000]));
        assert_eq!(memory.order("dropped"), [3, 2]);
        assert_eq!(memory.runs[0].instant("dropped").unwrap().spread_per_mille(), 57);
    }

    #[test]
    fn what_malloc_says_is_compared_on_a_like_system_only() {
        let then = memory(run([850; 2], [80, 90]));
        let mut now = then.clone();
        assert_eq!(then.differences(&now), [""; 0]);
        let Outcome::Measured(instants) = &mut now.runs[0].instants else { panic!("measured") };
        instants[1].malloc[0].free_bytes = 7;
        assert!(then.differences(&now)[0].contains("at `dropped`, malloc said"), "{:?}", then.differences(&now));
        let mut inexact = then.clone();
        let Outcome::Measured(instants) = &mut inexact.runs[0].instants else { panic!("measured") };
        instants[0].malloc.push(MallocState { free_bytes: 1, ..MallocState::default() });
        assert_eq!(inexact.differences(&now), [""; 0]);
        now.system = vec![["C library".to_owned(), "another".to_owned()]];
        assert_eq!(then.differences(&now), [""; 0]);
        now.runs[0].counts = Outcome::Measured(Requests { allocations: 1, ..Requests::default() });
        assert!(then.differences(&now)[0].contains("asked"));
        now.runs[0].name = "long".to_owned();
        assert_eq!(then.differences(&now).len(), 2);
    }

    #[test]
    fn lists_that_do_not_fit_together_are_problems() {
        let mut memory = memory(run([850; 2], [80, 90]));
        assert_eq!(memory.problems(), [""; 0]);
        memory.repeats = 3;
        memory.runs[0].bounds[0].instant = "trimmed".to_owned();
        let state = |pages: &str| PageState { instant: pages.to_owned(), pages: pages.to_owned() };
        let states = ["uk.", "u", "ukx"].map(state).into();
        memory.maps = vec![PageMap { name: "heap".to_owned(), about: String::new(), page_bytes: 4096, states }];
        let problems = memory.problems();
        assert_eq!(problems.len(), 5, "{problems:#?}");
        assert_eq!(memory.maps[0].pages("uk."), Some(vec![Page::Used, Page::Kept, Page::Gone]));
    }
}
