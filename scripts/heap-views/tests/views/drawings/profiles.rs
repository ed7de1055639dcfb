//! Profiles made by hand, and made at random.

use heap_views::{Frame, FrameId, Function, FunctionId, HeapProfile, Stack, Values};
use proptest::prelude::*;

/// A profile of these stacks of functions, the innermost first.
pub(crate) fn profile(stacks: &[(&[&str], [i64; 6])]) -> HeapProfile {
    let mut profile = HeapProfile::default();
    for (functions, values) in stacks {
        let frames = functions.iter().map(|name| frame(&mut profile, name)).collect();
        profile.stacks.push(Stack { frames, values: Values(*values), ..Stack::default() });
    }
    profile
}

/// A function has one frame.
fn frame(profile: &mut HeapProfile, name: &str) -> FrameId {
    let known = profile.functions.iter().position(|function| function.name == name);
    let place = known.unwrap_or(profile.functions.len());
    let number = u32::try_from(place).unwrap();
    if place == profile.functions.len() {
        profile.functions.push(Function { name: name.to_owned(), file: String::new() });
        profile.frames.push(Frame { function: FunctionId(number), line: 1, column: 1, address: 0 });
    }
    FrameId(number)
}

/// A function called by two others, direct and indirect recursion, generics and unknown code.
pub(crate) fn example() -> HeapProfile {
    let walk = "app::walk::<app::Tree<u8>>";
    profile(&[
        (&["<alloc::vec::Vec<u8>>::push", "app::parse", "app::work", "app::main"], [1000, 10, 700, 7, 100, 1]),
        (&[walk, walk, walk, "app::main"], [500, 5, 50, 1, 0, 0]),
        (&["app::parse", walk, "app::parse", "app::main"], [250, 2, 0, 0, 0, 0]),
        (&["???", "app::main"], [33, 3, 33, 3, 33, 3]),
        (&["<[u8; 4] as app::Size>::of & more", "app::main"], [7, 1, 0, 0, 0, 0]),
        (&[], [11, 1, 0, 0, 0, 0]),
    ])
}

/// Profiles with few functions, so that calls meet and recur.
pub(crate) fn any_profile() -> impl Strategy<Value = HeapProfile> {
    const NAMES: [&str; 6] = ["main", "a::f", "a::g<T>", "<b::T as c::D>::h", "b::i::{{closure}}", "???"];
    let name = (0..NAMES.len()).prop_map(|name| NAMES[name]);
    let stack = (proptest::collection::vec(name, 0..8), proptest::array::uniform6(0..1_000_000_i64));
    proptest::collection::vec(stack, 0..20).prop_map(|stacks| {
        let stacks: Vec<(&[&str], [i64; 6])> = stacks.iter().map(|(names, values)| (&names[..], *values)).collect();
        profile(&stacks)
    })
}
