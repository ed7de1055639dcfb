//! Do the views of any profile add up?
//!
//! Made-up profiles, with recursion, inlining and negative figures, are shown in every view and compared with a reading that takes the definitions word
//! by word.

use heap_views::calls::{CallGraph, Order};
use heap_views::{
    Folding, Frame, FrameId, Function, FunctionId, HeapProfile, Sample, Sources, Stack, Values, diff, fold, list,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const NAMES: [(&str, &str); 8] = [
    ("my::main", "my/src/main.rs"),
    ("my::f", "my/src/f.rs"),
    ("my::f", "my/src/g.rs"),
    ("new", "my/src/f.rs"),
    ("dependency::g", "dependency-1.0.0/src/lib.rs"),
    ("alloc::vec::Vec<T,A>::push", "src/vec/mod.rs"),
    ("__rust_alloc", "my/src/main.rs"),
    ("???", ""),
];

prop_compose! {
    fn any_profile()(
        frames in prop::collection::vec((0..NAMES.len() as u32, 0..4_u32, 0..3_u64), 1..12),
        stacks in prop::collection::vec((prop::collection::vec(any::<prop::sample::Index>(), 0..8), -100..1000_i64), 0..12),
    ) -> HeapProfile {
        let stack = |(places, value): &(Vec<prop::sample::Index>, i64)| Stack {
            frames: places.iter().map(|place| FrameId(place.index(frames.len()) as u32)).collect(),
            values: Values([*value, value / 2, value / 3, 1, -value, 0]),
            ..Stack::default()
        };
        HeapProfile {
            command: String::new(),
            functions: NAMES.map(|(name, file)| Function { name: name.to_owned(), file: file.to_owned() }).to_vec(),
            stacks: stacks.iter().map(stack).collect(),
            frames: frames.iter().map(|(function, line, address)| {
                Frame { function: FunctionId(*function), line: *line, column: 0, address: *address }
            }).collect(),
            ..HeapProfile::default()
        }
    }
}

fn folded(profile: &HeapProfile, all_frames: bool) -> HeapProfile {
    let folding = Folding { all_frames, ..Folding::default() };
    fold(profile.clone(), &Sources::default(), &folding).unwrap().0
}

/// Name, file and line of each frame, outermost first.
fn lines(profile: &HeapProfile, stack: &Stack) -> Vec<(String, String, u32)> {
    let line = |id: &FrameId| {
        let frame = profile.frame(*id);
        let Function { name, file } = profile.function(frame.function).clone();
        (name, file, frame.line)
    };
    stack.frames.iter().rev().map(line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_keeps_sums_and_leaves_no_two_stacks_equal(profile in any_profile(), all_frames: bool) {
        let folded = folded(&profile, all_frames);
        for sample in Sample::ALL {
            prop_assert_eq!(folded.total(sample), profile.total(sample));
        }
        let stacks: BTreeSet<&Vec<FrameId>> = folded.stacks.iter().map(|stack| &stack.frames).collect();
        prop_assert_eq!(stacks.len(), folded.stacks.len());
        prop_assert!(folded.stacks.iter().all(|stack| !stack.frames.is_empty()));
        prop_assert_eq!(heap_views::fold(folded.clone(), &Sources::default(), &Folding { all_frames, ..Folding::default() }).unwrap().0, folded);
    }

    #[test]
    fn what_is_folded_does_not_depend_on_the_order_or_the_addresses(profile in any_profile(), shift in 0..9_u64) {
        let mut other = profile.clone();
        other.stacks.reverse();
        other.functions.reverse();
        let last = other.functions.len() as u32 - 1;
        for frame in &mut other.frames {
            frame.function.0 = last - frame.function.0;
            frame.address = if frame.address == 0 { 0 } else { frame.address + shift };
        }
        prop_assert_eq!(folded(&profile, false), folded(&other, false));
    }

    #[test]
    fn flat_and_cum_are_what_their_definitions_say(profile in any_profile(), all_frames: bool) {
        let profile = folded(&profile, all_frames);
        for sample in Sample::ALL {
            let (mut flat, mut cum) = (BTreeMap::<String, i64>::new(), BTreeMap::<String, i64>::new());
            let mut calls = BTreeMap::<(String, String), i64>::new();
            for stack in &profile.stacks {
                let value = stack.values.get(sample);
                let names: Vec<String> = lines(&profile, stack).into_iter().map(|(name, ..)| name).collect();
                *flat.entry(names.last().unwrap().clone()).or_default() += value;
                for name in names.iter().collect::<BTreeSet<_>>() {
                    *cum.entry(name.clone()).or_default() += value;
                }
                let pairs = names.windows(2).filter(|pair| pair[0] != pair[1]);
                for (caller, callee) in pairs.map(|pair| (&pair[0], &pair[1])).collect::<BTreeSet<_>>() {
                    *calls.entry((caller.clone(), callee.clone())).or_default() += value;
                }
            }
            let graph = CallGraph::new(&profile, sample).sorted(Order::Cum);
            prop_assert_eq!(graph.nodes.iter().map(|node| node.flat).sum::<i64>(), profile.total(sample));
            for node in &graph.nodes {
                prop_assert_eq!(node.flat, flat.remove(&node.function).unwrap_or(0));
                prop_assert_eq!(node.cum, cum.remove(&node.function).unwrap_or(0));
                for call in &node.callees {
                    let callee = &graph.nodes[call.node];
                    prop_assert_eq!(call.value, calls[&(node.function.clone(), callee.function.clone())]);
                    let mut callers = callee.callers.iter().filter(|caller| graph.nodes[caller.node] == *node);
                    prop_assert_eq!(callers.next().map(|caller| caller.value), Some(call.value));
                }
            }
            prop_assert!(flat.values().chain(cum.values()).all(|value| *value == 0), "left out only what is nothing");
        }
    }

    #[test]
    fn lines_are_what_their_definitions_say(profile in any_profile()) {
        let profile = folded(&profile, false);
        let sample = Sample::AllocSpace;
        let (mut flat, mut cum) = (BTreeMap::new(), BTreeMap::new());
        for stack in &profile.stacks {
            let lines = lines(&profile, stack);
            *flat.entry(lines.last().unwrap().clone()).or_default() += stack.values.get(sample);
            for line in lines.into_iter().collect::<BTreeSet<_>>() {
                *cum.entry(line).or_default() += stack.values.get(sample);
            }
        }
        let listed = list(&profile, sample, "", &Sources::default());
        let routines = listed.map(|(listing, _)| listing.routines).unwrap_or_default();
        prop_assert_eq!(routines.iter().map(|routine| routine.flat).sum::<i64>(), profile.total(sample));
        for routine in &routines {
            prop_assert_eq!(routine.lines.iter().map(|line| line.flat).sum::<i64>(), routine.flat);
            for line in &routine.lines {
                let key = (routine.function.clone(), routine.file.clone(), line.number);
                prop_assert_eq!(line.flat, flat.remove(&key).unwrap_or(0));
                prop_assert_eq!(line.cum, cum.remove(&key).unwrap_or(0));
            }
        }
        prop_assert!(flat.values().chain(cum.values()).all(|value: &i64| *value == 0), "left out only what is nothing");
    }

    #[test]
    fn a_difference_and_its_base_make_the_profile(base in any_profile(), profile in any_profile()) {
        let difference = diff(&base, &profile).unwrap();
        for sample in Sample::ALL {
            prop_assert_eq!(difference.total(sample), profile.total(sample) - base.total(sample));
        }
        prop_assert_eq!(diff(&profile, &base).unwrap().stacks.len(), difference.stacks.len());
    }
}
