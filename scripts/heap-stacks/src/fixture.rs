//! Profiles made by hand, for tests.

use crate::{Frame, FrameId, Function, FunctionId, HeapProfile, Stack, Values};
use indexmap::IndexSet;

/// A profile of stacks written as `name@file:line name@file:line`, the outermost frame first. A `+` before a frame says that it was inlined into
/// the one before it. All six figures are made of the number: bytes and blocks in total, and half as much of each at the peak and at the end.
pub(crate) fn profile(stacks: &[(&str, i64)]) -> HeapProfile {
    let (mut functions, mut frames, mut made) = (IndexSet::new(), IndexSet::new(), Vec::new());
    let mut addresses = IndexSet::new();
    for (text, value) in stacks {
        let mut stack = Vec::new();
        let mut address = 0;
        for part in text.split_whitespace() {
            let (is_inlined, frame) = part.strip_prefix('+').map_or((false, part), |frame| (true, frame));
            let (name, place) = frame.split_once('@').unwrap_or((frame, ":0"));
            let (file, line) = place.rsplit_once(':').unwrap();
            let function = Function { name: name.replace('~', " "), file: file.to_owned() };
            let function = FunctionId(functions.insert_full(function).0 as u32);
            if !is_inlined {
                address = addresses.insert_full(frame).0 as u64 + 0x1000;
            }
            let frame = Frame { function, line: line.parse().unwrap(), column: 1, address };
            stack.push(FrameId(frames.insert_full(frame).0 as u32));
        }
        stack.reverse();
        let half = value / 2;
        made.push(Stack {
            frames: stack,
            values: Values([*value, *value, half, half, half, half]),
            ..Stack::default()
        });
    }
    HeapProfile {
        command: "made by hand".to_owned(),
        functions: functions.into_iter().collect(),
        frames: frames.into_iter().collect(),
        stacks: made,
        ..HeapProfile::default()
    }
}

/// The stacks as they were written, with `name@file:line`, outermost first.
pub(crate) fn written(profile: &HeapProfile) -> Vec<(String, i64)> {
    let frame = |id: &FrameId| {
        let frame = profile.frame(*id);
        let function = profile.function(frame.function);
        format!("{}@{}:{}", function.name.replace(' ', "~"), function.file, frame.line)
    };
    let stack = |stack: &Stack| stack.frames.iter().rev().map(frame).collect::<Vec<_>>().join(" ");
    profile.stacks.iter().map(|one| (stack(one), one.values.0[0])).collect()
}
