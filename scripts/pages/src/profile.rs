//! From a kept heap profile to one that can be shown: its lines get the numbers that they have now.

use crate::records::Records;
use heap_views::{Frame, FrameId, Function, FunctionId, HeapProfile, Stack, Values};
use record::Kind;
use record::heap::CaseProfile;
use std::collections::HashMap;

/// The profile of a case of an experiment.
///
/// The error is a line that is not in the source any more, or a source that cannot be read.
pub(crate) fn of(records: &Records, slug: &str, case: &CaseProfile) -> Result<HeapProfile, String> {
    let mut sources: HashMap<&str, Vec<String>> = HashMap::new();
    let mut functions: HashMap<(&str, &str), FunctionId> = HashMap::new();
    let mut profile = HeapProfile::default();
    for frame in &case.frames {
        let (mut line, mut column) = (frame.line, frame.column);
        if let Some(place) = &frame.place {
            let renewal = || format!("renew it with {}", Kind::Heap.renewal(slug));
            if !sources.contains_key(frame.file.as_str()) {
                let lines = records.lines(&frame.file).map_err(|error| format!("{error}; {}", renewal()))?;
                sources.insert(&frame.file, lines);
            }
            let lines = sources.get(frame.file.as_str()).map(Vec::as_slice).unwrap_or_default();
            line = place.find(lines).ok_or_else(|| {
                format!(
                    "{}: case `{}` has a line `{}` of {}, which is not there: the source changed since; {}",
                    crate::records::shown(slug, Kind::Heap),
                    case.case,
                    place.code,
                    frame.file,
                    renewal()
                )
            })?;
            let text = lines.get(line as usize - 1).map(String::as_str).unwrap_or_default();
            column += u32::try_from(text.len() - text.trim_start().len()).unwrap_or_default();
        }
        let function = *functions.entry((&frame.function, &frame.file)).or_insert_with(|| {
            profile.functions.push(Function { name: frame.function.clone(), file: frame.file.clone() });
            FunctionId(profile.functions.len() as u32 - 1)
        });
        profile.frames.push(Frame { function, line, column, address: 0 });
    }
    profile.stacks = case
        .stacks
        .iter()
        .map(|stack| Stack {
            frames: stack.frames.iter().copied().map(FrameId).collect(),
            values: Values(stack.values),
            ..Stack::default()
        })
        .collect();
    Ok(profile)
}
