//! What does one profile have more than another?

use crate::merge::Merged;
use crate::{Error, Profile, Sample, Values};

/// `profile` minus `base`, as a profile: figures are negative where `base` has more, and stacks that differ in nothing are not in it.
/// Frames are the same by name, file, line and column.
///
/// Percentages of it are of the base's total; see [`CallGraph::relative_to`](crate::CallGraph::relative_to).
///
/// # Errors
///
/// [`Error::SumOverflow`], when the figures of both together do not fit.
pub fn diff(base: &Profile, profile: &Profile) -> Result<Profile, Error> {
    for sample in Sample::ALL {
        base.total(sample).checked_add(profile.total(sample)).ok_or(Error::SumOverflow(sample))?;
    }
    let mut merged = Merged::default();
    for (profile, sign) in [(base, -1), (profile, 1)] {
        let functions: Vec<u32> = profile.functions.iter().map(|function| merged.function(function.clone())).collect();
        for stack in &profile.stacks {
            let frames = stack.frames.iter().map(|frame| profile.frame(*frame));
            let lines = merged.lines(frames, |function| functions[function.0 as usize]);
            merged.add(lines, Values(stack.values.0.map(|value| sign * value)))?;
        }
    }
    merged.drop_zeros();
    Ok(merged.profile(profile.command.clone()))
}
