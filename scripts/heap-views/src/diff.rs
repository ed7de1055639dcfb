//! What does one profile have more than another?

use crate::{About, Life};
use crate::{Error, HeapProfile, Sample, Stack, Values};
use heap_stacks::merge::Merged;

/// `profile` minus `base`, as a profile: figures are negative where `base` has more, and stacks that differ in nothing are not in it.
/// Frames are the same by name, file, line and column.
///
/// It has the figures that both have. Percentages of it are of the base's total; see [`CallGraph::relative_to`](crate::CallGraph::relative_to).
///
/// # Errors
///
/// [`Error::SumOverflow`], when the figures of both together do not fit.
pub fn diff(base: &HeapProfile, profile: &HeapProfile) -> Result<HeapProfile, Error> {
    for sample in Sample::ALL {
        base.total(sample).checked_add(profile.total(sample)).ok_or(Error::SumOverflow(sample))?;
    }
    let mut merged = Merged::default();
    let mut stacks = Vec::with_capacity(base.stacks.len() + profile.stacks.len());
    for (profile, sign) in [(base, -1), (profile, 1)] {
        let functions: Vec<u32> = profile.functions.iter().map(|function| merged.function(function.clone())).collect();
        let numbers = merged.frames(&profile.frames, &functions);
        for Stack { frames, values, .. } in &profile.stacks {
            let mut frames = frames.clone();
            Merged::number(&mut frames, &profile.frames, &numbers);
            stacks.push(Stack { frames, values: Values(values.0.map(|value| sign * value)), life: Life::default() });
        }
    }
    let mut counted = profile.about.counted.clone();
    counted.retain(|sample| base.about.counted.contains(sample));
    // Times and accesses of two runs have no difference that a block could have.
    let about = About { counted, first: profile.about.first, ..About::default() };
    merged.profile(stacks, profile.command.clone(), about, &|values| *values != Values::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{profile, written};

    #[test]
    fn a_difference_has_what_was_added_and_what_went() {
        let base = profile(&[("main a", 10), ("main b", 4), ("main c", 1)]);
        let later = profile(&[("main a", 12), ("main c", 1), ("main d", 3)]);
        let diff = diff(&base, &later).unwrap();
        let expected = [("main@:0 a@:0", 2), ("main@:0 b@:0", -4), ("main@:0 d@:0", 3)];
        assert_eq!(written(&diff), expected.map(|(stack, value)| (stack.to_owned(), value)));
    }

    #[test]
    fn a_profile_does_not_differ_from_itself() {
        let profile = profile(&[("main a", 10), ("main +a", 4)]);
        assert_eq!(diff(&profile, &profile).unwrap().stacks, []);
    }

    #[test]
    fn figures_too_great_for_a_difference_are_refused() {
        let profile = profile(&[("main a", i64::MAX)]);
        assert!(matches!(diff(&profile, &profile), Err(Error::SumOverflow(Sample::AllocSpace))));
    }
}
