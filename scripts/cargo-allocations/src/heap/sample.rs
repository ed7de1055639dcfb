//! Which figure is shown: the one that was asked for, or the one that the files have.

use super::{SampleName, Shown};
use crate::UsageError;
use heap_views::Sample;

/// The figure that is shown of all these profiles. What is not the usual one is said on standard error.
///
/// # Errors
///
/// When one of the profiles does not have it.
pub(super) fn chosen<'p>(
    asked: Option<SampleName>,
    profiles: impl Iterator<Item = &'p Shown>,
) -> Result<Sample, UsageError> {
    let profiles: Vec<&Shown> = profiles.collect();
    if let Some(asked) = asked {
        let asked = Sample::from(asked);
        return match profiles.iter().find(|shown| !shown.profile.about.counted.contains(&asked)) {
            None => Ok(asked),
            Some(Shown { name, profile, .. }) => {
                let has = names(&profile.about.counted);
                Err(UsageError(format!(
                    "{name}: the profile does not count {asked}; it has {has}; choose one of these with --sample"
                )))
            }
        };
    }
    let in_all = |sample: &Sample| profiles.iter().all(|shown| shown.profile.about.counted.contains(sample));
    let common: Vec<Sample> = Sample::ALL.into_iter().filter(in_all).collect();
    // The last is what is shown, not its base.
    let Some(first) = profiles.last().map(|shown| shown.profile.about.first) else { return Ok(Sample::default()) };
    let shown = if common.contains(&first) { Some(first) } else { common.first().copied() };
    let Some(shown) = shown else {
        let each: Vec<String> = profiles
            .iter()
            .map(|Shown { name, profile, .. }| format!("{name} has {}", names(&profile.about.counted)))
            .collect();
        return Err(UsageError(format!("the profiles count nothing that both have: {}", each.join("; "))));
    };
    if shown != Sample::default() {
        match common.as_slice() {
            [_] => eprintln!("note: {shown} is shown, which is all that the profile counts"),
            _ => eprintln!(
                "note: {shown} is shown, which the profile has first; it also has {}: choose with --sample",
                names(&without(&common, shown))
            ),
        }
    }
    Ok(shown)
}

fn without(samples: &[Sample], one: Sample) -> Vec<Sample> {
    samples.iter().copied().filter(|sample| *sample != one).collect()
}

fn names(samples: &[Sample]) -> String {
    samples.iter().map(|sample| sample.name()).collect::<Vec<_>>().join(", ")
}
