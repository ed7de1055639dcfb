//! Profiles made by hand, and made at random.

use heap_views::{Frame, FrameId, Function, FunctionId, HeapProfile, Stack, Values};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A frame: function, file, line, address.
pub(crate) type Written<'a> = (&'a str, &'a str, u32, u64);

/// A profile of these stacks, the innermost frame first.
pub(crate) fn profile(stacks: &[(&[Written<'_>], [i64; 6])]) -> HeapProfile {
    let mut profile = HeapProfile { command: "program --fast input".to_owned(), ..HeapProfile::default() };
    for (frames, values) in stacks {
        let frames = frames.iter().map(|frame| place(&mut profile, frame)).collect();
        profile.stacks.push(Stack { frames, values: Values(*values), ..Stack::default() });
    }
    profile
}

fn place(profile: &mut HeapProfile, (name, file, line, address): &Written<'_>) -> FrameId {
    let function = Function { name: (*name).to_owned(), file: (*file).to_owned() };
    let function = FunctionId(number(&mut profile.functions, function));
    FrameId(number(&mut profile.frames, Frame { function, line: *line, column: line % 7, address: *address }))
}

fn number<T: PartialEq>(things: &mut Vec<T>, thing: T) -> u32 {
    let place = things.iter().position(|other| *other == thing).unwrap_or(things.len());
    if place == things.len() {
        things.push(thing);
    }
    u32::try_from(place).unwrap()
}

/// Two functions in files, one called by both, inlined, direct and indirect recursion, generics and unknown code.
pub(crate) fn example() -> HeapProfile {
    profile(&[
        (
            &[
                ("<alloc::vec::Vec<u8>>::push", "src/vec/mod.rs", 2500, 0x10),
                ("app::parse", "src/parse.rs", 8, 0x10),
                ("app::work", "src/main.rs", 20, 0x20),
                ("app::main", "src/main.rs", 5, 0x30),
            ],
            [1000, 10, 700, 7, 100, 1],
        ),
        (
            &[
                ("app::walk::<app::Tree<u8>>", "src/walk.rs", 4, 0x40),
                ("app::walk::<app::Tree<u8>>", "src/walk.rs", 6, 0x44),
                ("app::walk::<app::Tree<u8>>", "src/walk.rs", 6, 0x44),
                ("app::main", "src/main.rs", 6, 0x34),
            ],
            [500, 5, 50, 1, 0, 0],
        ),
        (
            &[
                ("app::parse", "src/parse.rs", 9, 0x50),
                ("app::walk::<app::Tree<u8>>", "src/walk.rs", 5, 0x48),
                ("app::parse", "src/parse.rs", 9, 0x50),
                ("app::main", "src/main.rs", 6, 0x34),
            ],
            [250, 2, 0, 0, 0, 0],
        ),
        (&[("???", "", 0, 0x60), ("app::main", "src/main.rs", 7, 0)], [33, 3, 33, 3, 33, 3]),
        (
            &[("<[u8; 4] as app::Size>::of & more", "src/size.rs", 1, 0), ("app::main", "src/main.rs", 7, 0)],
            [7, 1, 0, 0, 0, 0],
        ),
        (&[], [11, 1, 0, 0, 0, 0]),
    ])
}

/// The stacks in words, with the sums of their figures, so that profiles can be compared that number their parts differently.
pub(crate) fn in_words(profile: &HeapProfile) -> BTreeMap<Vec<String>, [i64; 6]> {
    let mut stacks: BTreeMap<Vec<String>, [i64; 6]> = BTreeMap::new();
    for stack in &profile.stacks {
        let frames = stack.frames.iter().map(|id| {
            let Frame { function, line, column, address } = profile.frame(*id);
            let Function { name, file } = profile.function(*function);
            format!("{name} {file}:{line}:{column} {address:#x}")
        });
        let sums = stacks.entry(frames.collect()).or_default();
        for (sum, value) in sums.iter_mut().zip(stack.values.0) {
            *sum += value;
        }
    }
    stacks
}

/// Profiles with few functions and lines, so that calls meet: inlined, recursive, of one name in two files.
pub(crate) fn any_profile() -> impl Strategy<Value = HeapProfile> {
    let frame = (0..6_usize, 0..3_usize, 0..9_u32, 0..5_u64);
    let stack = (proptest::collection::vec(frame, 0..8), proptest::array::uniform6(0..1_000_000_i64));
    proptest::collection::vec(stack, 0..20).prop_map(|stacks| {
        const NAMES: [&str; 6] = ["main", "a::f", "a::g<T>", "<b::T as c::D>::h", "b::i::{{closure}}", "???"];
        const FILES: [&str; 3] = ["", "src/main.rs", "a/src/lib.rs"];
        let stacks: Vec<(Vec<Written<'_>>, [i64; 6])> = stacks
            .into_iter()
            .map(|(frames, values)| {
                let frames =
                    frames.into_iter().map(|(name, file, line, address)| (NAMES[name], FILES[file], line, address));
                (frames.collect(), values)
            })
            .collect();
        profile(&stacks.iter().map(|(frames, values)| (&frames[..], *values)).collect::<Vec<_>>())
    })
}
