//! In which steps does a collection grow to which elements are added one by one?
//!
//! The rules are those of the standard library that rust-toolchain.toml pins, and of the version of `smallvec` in the lock file. They are not
//! measured, so [`Collection::check`] holds each to the record of the variant that does the same work: where the two differ, the book is not built.

use crate::records::{self, Records};
use crate::suggest;
use record::{Case, Profile, Value};

/// A type whose growth is known.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Collection {
    /// The type, without spaces, as a page names it.
    pub(crate) name: &'static str,
    /// What is called once for each element.
    pub(crate) call: &'static str,
    rule: Rule,
    pub(crate) evidence: Evidence,
}

/// How the next block is chosen.
#[derive(Debug, PartialEq, Eq)]
enum Rule {
    /// `RawVec`, and what is built on it: a block of twice the capacity, for elements of so many bytes, of which some have room without a block.
    Doubling { element: u64, inline: u64 },
    /// `hashbrown`: a table of twice as many places, for entries of so many bytes.
    Table { entry: u64 },
}

/// What was measured of the same work.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Evidence {
    pub(crate) slug: &'static str,
    variant: &'static str,
    /// How many elements the variant adds, where it has no size.
    elements: u64,
    /// The finding with the capacities while 1000 elements are added.
    capacities: Option<&'static str>,
}

/// What is true from one number of elements on, until the next step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    /// The number of elements from which on it is true.
    pub(crate) from: u64,
    pub(crate) capacity: u64,
    /// The places of the block: those of the capacity, and those that a table keeps empty.
    pub(crate) places: u64,
    /// The bytes of the block; none while everything is inline.
    pub(crate) block: u64,
    pub(crate) allocations: u64,
    pub(crate) reallocations: u64,
    pub(crate) requested: u64,
    /// The bytes that were carried into a new block, all steps together.
    pub(crate) carried: u64,
}

const fn measured(slug: &'static str, variant: &'static str, elements: u64, finding: Option<&'static str>) -> Evidence {
    Evidence { slug, variant, elements, capacities: finding }
}

const fn doubling(name: &'static str, element: u64, evidence: Evidence) -> Collection {
    Collection { name, call: "push", rule: Rule::Doubling { element, inline: 0 }, evidence }
}

/// The types that a page can show.
pub(crate) static COLLECTIONS: [Collection; 7] = [
    doubling("Vec<u8>", 1, measured("growing-vec", "pushed_bytes", 0, Some("steps_of_bytes"))),
    doubling("Vec<u64>", 8, measured("growing-vec", "pushed_words", 0, Some("steps_of_words"))),
    doubling("Vec<[u8;2000]>", 2_000, measured("growing-vec", "pushed_large", 0, Some("steps_of_large"))),
    // A byte a character.
    doubling("String", 1, measured("standard-library", "string_grown", 24, None)),
    Collection {
        call: "push_back",
        ..doubling("VecDeque<u64>", 8, measured("standard-library", "vec_deque_grown", 5, None))
    },
    Collection {
        name: "HashMap<u64,u64>",
        call: "insert",
        rule: Rule::Table { entry: 16 },
        evidence: measured("standard-library", "hash_map_grown", 20, Some("steps_of_hash_map")),
    },
    Collection {
        name: "SmallVec<[u64;8]>",
        call: "push",
        rule: Rule::Doubling { element: 8, inline: 8 },
        evidence: measured("growing-vec", "small_vec_8", 0, Some("steps_of_small_vec_8")),
    },
];

impl Collection {
    /// The type of that name, or a message that names the nearest.
    pub(crate) fn named(name: &str) -> Result<&'static Self, String> {
        let names = || COLLECTIONS.iter().map(|collection| collection.name);
        COLLECTIONS.iter().find(|collection| collection.name == name).ok_or_else(|| {
            let all: Vec<&str> = names().collect();
            format!(
                "the growth of `{name}` is not known{}; there are {}",
                suggest::nearest(name, names()),
                all.join(", ")
            )
        })
    }

    /// The steps until there is room for so many elements.
    pub(crate) fn steps(&self, elements: u64) -> Vec<Step> {
        let inline = if let Rule::Doubling { inline, .. } = self.rule { inline } else { 0 };
        let mut steps = vec![Step { capacity: inline, places: inline, ..Step::default() }];
        let mut last = steps[0];
        while last.capacity < elements {
            last = self.rule.next(last);
            steps.push(last);
        }
        steps
    }

    /// Whether everything stands in the value itself, without a block, and there is room for some.
    pub(crate) fn is_inline(step: &Step) -> bool {
        step.block == 0 && step.capacity > 0
    }

    /// Holds the rule to everything that the record has of it. The error says where they differ.
    pub(crate) fn check(&self, records: &Records) -> Result<(), String> {
        let Evidence { slug, variant, elements, capacities } = self.evidence;
        let record = records.get(slug)?;
        let differs = |what: &str, rule: String, kept: String| {
            format!(
                "`{}` grows otherwise than scripts/pages/src/growth.rs says: {what} is {rule} there, and {kept} in {}; correct the rule",
                self.name,
                records::shown(slug, record::Kind::Record)
            )
        };
        for case in records::select(&record, &[variant])? {
            let step = self.steps(case.size.unwrap_or(elements)).pop().unwrap_or_default();
            let rule = [
                ("allocations", step.allocations),
                ("reallocations", step.reallocations),
                ("requested_bytes", step.requested),
            ];
            for (field, value) in rule {
                for kept in Profile::ALL.map(|profile| kept(case, profile, field)) {
                    if kept != Some(value.into()) {
                        return Err(differs(
                            &format!("`{field}` of {}", case.id()),
                            value.to_string(),
                            kept.map_or_else(|| "not counted".to_owned(), |kept| kept.to_string()),
                        ));
                    }
                }
            }
        }
        if let Some(key) = capacities {
            let finding = records::finding(&record, key)?;
            let capacities: Vec<i64> =
                self.steps(1_000).iter().map(|step| step.capacity as i64).filter(|capacity| *capacity > 0).collect();
            if records::value(&record, finding)? != &Value::Series(capacities.clone()) {
                return Err(differs(key, format!("{capacities:?}"), format!("{:?}", finding.value)));
            }
        }
        Ok(())
    }
}

fn kept(case: &Case, profile: Profile, field: &str) -> Option<i128> {
    case.counts(profile).measured()?.field(field)
}

impl Rule {
    /// The step at the first element for which there is no room any more.
    fn next(&self, last: Step) -> Step {
        let from = last.capacity + 1;
        match *self {
            Self::Doubling { element, .. } => {
                // `RawVecInner::grow_amortized`: as many as are needed, twice as many as before, and not fewer than `min_non_zero_cap`.
                let capacity = from.max(2 * last.capacity).max(first_capacity(element));
                let had_block = last.block > 0;
                Step {
                    from,
                    capacity,
                    places: capacity,
                    block: capacity * element,
                    allocations: last.allocations + u64::from(!had_block),
                    reallocations: last.reallocations + u64::from(had_block),
                    requested: last.requested + capacity * element,
                    carried: last.carried + last.capacity * element,
                }
            }
            Self::Table { entry } => {
                let places = places_for(from);
                let block = places * entry + places + GROUP;
                Step {
                    from,
                    capacity: if places <= 8 { places - 1 } else { places / 8 * 7 },
                    places,
                    block,
                    allocations: last.allocations + 1,
                    reallocations: 0,
                    requested: last.requested + block,
                    carried: last.carried + last.capacity * entry,
                }
            }
        }
    }
}

/// `min_non_zero_cap` of the standard library: the capacity of the first block, for elements of so many bytes.
const fn first_capacity(element: u64) -> u64 {
    match element {
        1 => 8,
        2..=1_024 => 4,
        _ => 1,
    }
}

/// The control bytes that `hashbrown` looks at together on x86-64; so many stand behind those of the places.
const GROUP: u64 = 16;

/// `capacity_to_buckets` of `hashbrown`, for entries of four bytes or more.
const fn places_for(entries: u64) -> u64 {
    match entries {
        0..4 => 4,
        4..8 => 8,
        8..15 => 16,
        _ => (entries * 8 / 7).next_power_of_two(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn kept_records() -> Records {
        Records::new(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
    }

    #[test]
    fn every_rule_says_what_the_records_say() {
        let records = kept_records();
        for collection in &COLLECTIONS {
            collection.check(&records).unwrap();
        }
    }

    #[test]
    fn the_first_capacities_and_the_bytes_carried_are_those_that_were_found() {
        let record = kept_records().get("growing-vec").unwrap();
        let first = Value::Series([1, 2, 1_024, 1_025].map(|element| first_capacity(element) as i64).to_vec());
        assert_eq!(records::value(&record, records::finding(&record, "first_steps").unwrap()), Ok(&first));
        for (key, elements) in [("carried_thousand", 1_000), ("carried_million", 1_000_000)] {
            let words = Collection::named("Vec<u64>").unwrap().steps(elements);
            let carried = Value::Integer(words.last().unwrap().carried as i64);
            assert_eq!(records::value(&record, records::finding(&record, key).unwrap()), Ok(&carried));
        }
    }

    #[test]
    fn a_rule_that_says_something_else_is_refused() {
        let records = kept_records();
        let evidence = || measured("growing-vec", "pushed_words", 0, Some("steps_of_words"));
        let message = doubling("Vec<u64>", 1, evidence()).check(&records).unwrap_err();
        assert!(message.contains("`requested_bytes` of pushed_words/4 is 8 there, and 32 in"), "{message}");
        let inline = Rule::Doubling { element: 8, inline: 1 };
        let message = Collection { rule: inline, ..doubling("Vec<u64>", 8, evidence()) }.check(&records).unwrap_err();
        assert!(message.contains("steps_of_words is [1, 4, 8"), "{message}");
        assert!(Collection::named("Vec<u16>").unwrap_err().contains("did you mean `Vec<u64>`"));
    }

    #[test]
    fn a_step_begins_at_the_element_for_which_there_is_no_room() {
        let map = Collection::named("HashMap<u64,u64>").unwrap().steps(20);
        let steps: Vec<[u64; 3]> = map.iter().map(|step| [step.from, step.capacity, step.places]).collect();
        assert_eq!(steps, [[0, 0, 0], [1, 3, 4], [4, 7, 8], [8, 14, 16], [15, 28, 32]]);
        assert_eq!(map[4].carried, (3 + 7 + 14) * 16);
        let small = Collection::named("SmallVec<[u64;8]>").unwrap().steps(9);
        assert!(Collection::is_inline(&small[0]) && !Collection::is_inline(&small[1]), "{small:?}");
        assert_eq!((small[1].from, small[1].capacity, small[1].carried), (9, 16, 64));
    }
}
