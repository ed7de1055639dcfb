//! What are the blocks like that a line asks for: how large, how long do they live, and what is done with them?
//!
//! A site is the innermost line that a stack shows. Its averages are over all its blocks: one that is short-lived on the average may have a block
//! that lives to the end. The limits are those of dhat's own viewer, and the file says what a short life is.

use crate::profile::{Clock, Life};
use crate::{HeapProfile, Sample};
use indexmap::IndexMap;

/// The size in bytes up to which blocks are small.
pub const SMALL: f64 = 16.0;
/// How often each byte is read, and how often written, up to which a block is hardly used.
pub const HARDLY: f64 = 0.4;

/// What may be noteworthy of the blocks of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// They live no longer on the average than the file calls short.
    ShortLived,
    /// They have at most [`SMALL`] bytes on the average.
    Small,
    /// None of their bytes is ever read.
    NeverRead,
    /// None of their bytes is ever written.
    NeverWritten,
    /// They are read and written, and one of the two at most [`HARDLY`] times a byte.
    HardlyUsed,
}

impl Trait {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::ShortLived, Self::Small, Self::NeverRead, Self::NeverWritten, Self::HardlyUsed];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ShortLived => "short-lived",
            Self::Small => "small",
            Self::NeverRead => "never-read",
            Self::NeverWritten => "never-written",
            Self::HardlyUsed => "hardly-used",
        }
    }

    /// Whether a profile has what it is judged by.
    pub fn is_in(self, profile: &HeapProfile) -> bool {
        let about = &profile.about;
        match self {
            Self::ShortLived => about.has_lifetimes,
            Self::Small => about.counted.contains(&Sample::AllocObjects) && about.counted.contains(&Sample::AllocSpace),
            Self::NeverRead | Self::NeverWritten | Self::HardlyUsed => about.has_accesses,
        }
    }
}

/// A line that asks for blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// The function's name.
    pub function: String,
    /// Its file, as the profile has it; empty where it is not known.
    pub file: String,
    /// The line, from 1; 0 where it is not known.
    pub line: u32,
    /// How many blocks were made.
    pub blocks: i64,
    /// Of how many bytes in all.
    pub bytes: i64,
    /// What became of them.
    life: Life,
    has_lifetimes: bool,
    has_accesses: bool,
    /// Up to which a life is short.
    short: u64,
}

impl Site {
    /// The average size of a block in bytes.
    pub fn size(&self) -> f64 {
        self.bytes as f64 / self.blocks as f64
    }

    /// How long a block lives on the average, in the unit of the file's clock.
    pub fn lifetime(&self) -> Option<f64> {
        self.has_lifetimes.then(|| self.life.lifetime as f64 / self.blocks as f64)
    }

    /// How often a byte is read on the average.
    pub fn reads(&self) -> Option<f64> {
        (self.has_accesses && self.bytes > 0).then(|| self.life.read as f64 / self.bytes as f64)
    }

    /// How often a byte is written on the average.
    pub fn writes(&self) -> Option<f64> {
        (self.has_accesses && self.bytes > 0).then(|| self.life.written as f64 / self.bytes as f64)
    }

    /// Where it is, for people: of a dependency from its package on; empty where the file is not known.
    pub fn place(&self) -> String {
        let copied = self.file.split_once("/registry/src/").and_then(|(_, rest)| rest.split_once('/'));
        let file = copied.map_or(self.file.as_str(), |(_, file)| file);
        if self.line == 0 { file.to_owned() } else { format!("{file}:{}", self.line) }
    }

    /// Whether its blocks are like that. `false` also where the file does not say.
    pub fn is(&self, one: Trait) -> bool {
        let (reads, writes) = (self.reads(), self.writes());
        let is_none = |accesses: Option<f64>| accesses == Some(0.0);
        let is_some = |accesses: Option<f64>| accesses.is_some_and(|accesses| accesses > 0.0);
        let is_few = |accesses: Option<f64>| accesses.is_some_and(|accesses| accesses <= HARDLY);
        match one {
            Trait::ShortLived => self.lifetime().is_some_and(|lifetime| lifetime <= self.short as f64),
            Trait::Small => self.size() <= SMALL,
            Trait::NeverRead => is_none(reads),
            Trait::NeverWritten => is_none(writes),
            Trait::HardlyUsed => is_some(reads) && is_some(writes) && (is_few(reads) || is_few(writes)),
        }
    }
}

/// The sites of a profile, the one with the most blocks first. Empty where the profile does not count blocks and bytes of the whole run.
pub fn sites(profile: &HeapProfile) -> Vec<Site> {
    let about = &profile.about;
    let mut sites: IndexMap<(&str, &str, u32), Site> = IndexMap::new();
    for stack in &profile.stacks {
        let Some(innermost) = stack.frames.first() else { continue };
        let (blocks, bytes) = (stack.values.get(Sample::AllocObjects), stack.values.get(Sample::AllocSpace));
        if blocks <= 0 {
            continue;
        }
        let frame = profile.frame(*innermost);
        let function = profile.function(frame.function);
        let site = sites.entry((&function.name, &function.file, frame.line)).or_insert_with(|| Site {
            function: function.name.clone(),
            file: function.file.clone(),
            line: frame.line,
            blocks: 0,
            bytes: 0,
            life: Life::default(),
            has_lifetimes: about.has_lifetimes,
            has_accesses: about.has_accesses,
            short: about.clock.as_ref().map_or(0, |clock| clock.short),
        });
        // A profile is only read where these sums fit.
        site.blocks += blocks;
        site.bytes += bytes;
        site.life.add(&stack.life);
    }
    let mut sites: Vec<Site> = sites.into_values().collect();
    sites.sort_by(|one, other| {
        let place = |site: &Site| (site.function.clone(), site.file.clone(), site.line);
        (other.blocks, other.bytes).cmp(&(one.blocks, one.bytes)).then_with(|| place(one).cmp(&place(other)))
    });
    sites
}

/// A time of the file's clock, for people: `12.3 ms` of `µs`, `4.5 M instructions` of `instrs`.
pub fn time(value: f64, clock: &Clock) -> String {
    let units: &[(f64, &str)] = match clock.unit.as_str() {
        "µs" => &[(1e6, "s"), (1e3, "ms"), (1.0, "µs")],
        "instrs" => &[(1e6, "M instructions"), (1.0, "instructions")],
        unit => return format!("{} {unit}", three(value)),
    };
    let (size, unit) = units.iter().find(|(size, _)| value >= *size).or(units.last()).unwrap_or(&(1.0, ""));
    format!("{} {unit}", three(value / size))
}

/// How much a second, or a million instructions, has of what the whole run has. `None` for another clock, or a run of no time.
pub fn rate(total: i64, clock: &Clock) -> Option<(f64, &'static str)> {
    let part = match clock.unit.as_str() {
        "µs" => "second",
        "instrs" => "million instructions",
        _ => return None,
    };
    (clock.end > 0).then(|| (total as f64 / clock.end as f64 * 1e6, part))
}

/// Three significant digits at most, whole from 100 on.
pub fn three(value: f64) -> String {
    let decimals = match value.abs() {
        it if it >= 99.95 => 0,
        it if it >= 9.995 => 1,
        it if it >= 0.9995 || it == 0.0 => 2,
        _ => 3,
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::About;
    use crate::fixture::profile;

    fn with_lives(stacks: &[(&str, i64, Life)]) -> HeapProfile {
        let mut profile = profile(&stacks.iter().map(|(stack, value, _)| (*stack, *value)).collect::<Vec<_>>());
        for (stack, (_, value, life)) in profile.stacks.iter_mut().zip(stacks) {
            // As many blocks, of ten bytes each.
            stack.values.0[0] = value * 10;
            stack.life = *life;
        }
        let clock = Clock { unit: "instrs".to_owned(), peak: 1, end: 2_000_000, short: 500 };
        profile.about = About { has_lifetimes: true, has_accesses: true, clock: Some(clock), ..About::default() };
        profile
    }

    #[test]
    fn a_site_is_a_line_with_all_its_stacks() {
        let life = |lifetime, read, written| Life { lifetime, read, written };
        let profile = with_lives(&[
            ("main@a.rs:1 f@a.rs:5", 3, life(300, 0, 60)),
            ("main@a.rs:2 f@a.rs:5", 1, life(2900, 0, 20)),
            ("main@a.rs:3 f@a.rs:6", 5, life(10, 1, 1000)),
            ("main@a.rs:4", 1, life(0, 9, 0)),
        ]);
        let found = sites(&profile);
        let rows: Vec<_> = found
            .iter()
            .map(|site| (site.line, site.blocks, site.bytes, site.lifetime(), site.reads(), site.writes()))
            .collect();
        assert_eq!(
            rows,
            [
                (6, 5, 50, Some(2.0), Some(0.02), Some(20.0)),
                (5, 4, 40, Some(800.0), Some(0.0), Some(2.0)),
                (4, 1, 10, Some(0.0), Some(0.9), Some(0.0)),
            ]
        );
        let traits =
            |site: &Site| Trait::ALL.into_iter().filter(|one| site.is(*one)).map(Trait::name).collect::<Vec<_>>();
        assert_eq!(traits(&found[0]), ["short-lived", "small", "hardly-used"]);
        assert_eq!(traits(&found[1]), ["small", "never-read"]);
        assert_eq!(traits(&found[2]), ["short-lived", "small", "never-written"]);
    }

    #[test]
    fn a_file_that_does_not_say_has_no_traits_of_that() {
        let profile = profile(&[("main@a.rs:1", 64)]);
        let found = sites(&profile);
        assert_eq!((found[0].lifetime(), found[0].reads()), (None, None));
        assert!(Trait::ALL.into_iter().all(|one| one == Trait::Small || !found[0].is(one)));
        assert!(
            !Trait::ShortLived.is_in(&profile) && !Trait::NeverRead.is_in(&profile) && Trait::Small.is_in(&profile)
        );
    }

    #[test]
    fn times_and_rates_are_in_the_units_of_the_clock() {
        let clock = |unit: &str| Clock { unit: unit.to_owned(), peak: 0, end: 4_000_000, short: 0 };
        assert_eq!(time(1_234_567.0, &clock("µs")), "1.23 s");
        assert_eq!(time(999.0, &clock("µs")), "999 µs");
        assert_eq!(time(0.0, &clock("µs")), "0 µs");
        assert_eq!(time(12_345_678.0, &clock("instrs")), "12.3 M instructions");
        assert_eq!(time(7.0, &clock("events")), "7 events");
        assert_eq!(rate(100, &clock("µs")), Some((25.0, "second")));
        assert_eq!(rate(100, &clock("instrs")), Some((25.0, "million instructions")));
        assert_eq!(rate(100, &clock("events")), None);
    }
}
