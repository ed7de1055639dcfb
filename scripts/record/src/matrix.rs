//! How often does each variant reach the allocator, under which settings of the compiler?
//!
//! A [`Matrix`] has a row a variant and a column a setting, for three readings:
//!
//! - `malloc`: calls of the platform's malloc, seen from outside, in a program that declares no allocator.
//! - `counter`: what `stats_alloc` counts, in a program that declares it as its global allocator.
//! - `malloc_beside_counter`: calls of the platform's malloc in that second program.
//!
//! Where the counter says more than the malloc of its own program, it counts allocations that are not made.
//!
//! In the file a setting is a line such as `3 16 local unwind`, and a row is a line of counts in the order of the settings:
//! `1` is an allocation, `1+2` an allocation and two reallocations, `-` a setting that failed.

use crate::{Body, CountReport, Exact, Kind, Outcome, Provenance, Sealed};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The counts of one experiment's variants under many settings, with provenance; the profiles in it are those of no build here: the settings
/// take their place.
pub type Matrix = Sealed<Cells>;

/// The counts of one experiment's variants under many settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cells {
    /// The settings, in the order of the rows' cells.
    pub settings: Vec<Setting>,
    /// Settings that could not be built or run, and why.
    pub failures: Vec<Failure>,
    /// One entry a variant, in the order of the declaration.
    pub variants: Vec<Variant>,
}

/// A setting without figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    /// Which.
    pub setting: Setting,
    /// What went wrong.
    pub error: String,
}

/// The counts of one variant, a cell a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// The variant's name.
    pub variant: String,
    /// Calls of malloc in a program that declares no allocator.
    pub malloc: Row,
    /// What `stats_alloc` counts in a program that declares it.
    pub counter: Row,
    /// Calls of malloc in the program that declares `stats_alloc`.
    pub malloc_beside_counter: Row,
}

/// Which of the readings of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Calls of malloc in a program that declares no allocator.
    Malloc,
    /// What `stats_alloc` counts in a program that declares it.
    Counter,
    /// Calls of malloc in the program that declares `stats_alloc`.
    MallocBesideCounter,
}

impl Reading {
    /// Every reading.
    pub const ALL: [Self; 3] = [Self::Malloc, Self::Counter, Self::MallocBesideCounter];

    /// The reading's field in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Malloc => "malloc",
            Self::Counter => "counter",
            Self::MallocBesideCounter => "malloc_beside_counter",
        }
    }
}

impl Variant {
    /// One of the readings.
    pub fn row(&self, reading: Reading) -> &Row {
        match reading {
            Reading::Malloc => &self.malloc,
            Reading::Counter => &self.counter,
            Reading::MallocBesideCounter => &self.malloc_beside_counter,
        }
    }
}

/// The cells of a variant, in the order of the matrix's settings; `None` where the setting failed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Row(pub Vec<Option<Calls>>);

/// Calls that ask for memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Calls {
    /// Calls that made a new block.
    pub allocations: u64,
    /// Calls that changed the size of a block.
    pub reallocations: u64,
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reallocations {
            0 => write!(f, "{}", self.allocations),
            reallocations => write!(f, "{}+{reallocations}", self.allocations),
        }
    }
}

impl FromStr for Calls {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (allocations, reallocations) = text.split_once('+').unwrap_or((text, "0"));
        let count = |digits: &str| digits.parse().map_err(|_| format!("`{text}` is no count such as `1` or `1+2`"));
        Ok(Self { allocations: count(allocations)?, reallocations: count(reallocations)? })
    }
}

impl From<Row> for String {
    fn from(row: Row) -> Self {
        let cells = row.0.iter().map(|cell| cell.map_or_else(|| "-".to_owned(), |calls| calls.to_string()));
        cells.collect::<Vec<_>>().join(" ")
    }
}

impl TryFrom<String> for Row {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let cell = |word: &str| if word == "-" { Ok(None) } else { word.parse().map(Some) };
        text.split_whitespace().map(cell).collect::<Result<_, _>>().map(Row)
    }
}

/// One setting of the compiler: a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Setting {
    /// `opt-level`.
    pub opt_level: OptLevel,
    /// All else.
    pub build: Build,
}

/// The settings beside the opt-level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Build {
    /// `codegen-units`: into how many parts a crate is cut.
    pub codegen_units: u32,
    /// `lto`.
    pub lto: Lto,
    /// `panic`.
    pub panic: Panic,
}

/// Builds at which a row's cells are other than at the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The builds, all with the same cells.
    pub builds: Vec<Build>,
    /// The cells, an opt-level each.
    pub cells: Vec<Option<Calls>>,
}

/// A setting with a closed list of values, each with its word in cargo's profiles.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$value_doc])* $value,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$value,)+];

            /// The value's word.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)+
                }
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|value| value.word() == text).ok_or_else(|| {
                    let known: Vec<&str> = Self::ALL.iter().map(|value| value.word()).collect();
                    format!("`{text}` is none of {}", known.join(", "))
                })
            }
        }
    };
}

words! {
    /// `opt-level`.
    OptLevel {
        /// Nothing is optimised: the debug profile's.
        Zero = "0",
        /// A little.
        One = "1",
        /// More.
        Two = "2",
        /// All: the release profile's.
        Three = "3",
        /// For size.
        Size = "s",
        /// For size, at any price.
        SmallestSize = "z",
    }
}

words! {
    /// Optimisation when linking. The words are rustc's, but for `local`.
    Lto {
        /// None, not even among the units of a crate: cargo's `lto = "off"`.
        Off = "off",
        /// Among the units of each crate: cargo's `lto = false`, which is its default. With one unit it is `off`.
        Local = "local",
        /// Among all crates, by summaries: cargo's `lto = "thin"`.
        Thin = "thin",
        /// All crates as one: cargo's `lto = "fat"`, or `true`.
        Fat = "fat",
    }
}

words! {
    /// What a panic does.
    Panic {
        /// The stack is unwound: cargo's default.
        Unwind = "unwind",
        /// The process ends.
        Abort = "abort",
    }
}

impl Build {
    /// The numbers of units that are tried: the fewest, and cargo's default for release.
    pub const CODEGEN_UNITS: [u32; 2] = [1, 16];

    /// Cargo's own release profile.
    pub const CARGO_RELEASE: Self = Self { codegen_units: 16, lto: Lto::Local, panic: Panic::Unwind };

    /// The profiles of this workspace.
    pub const WORKSPACE: Self = Self { codegen_units: 1, lto: Lto::Off, panic: Panic::Unwind };

    /// The builds that carry the lesson, and are tried unless others are asked for: cargo's release profile; the same with a panic that
    /// ends the process; with the units compiled apart; with all crates optimised as one, thinly and wholly, and that with such a panic;
    /// and one unit, alone, and optimised with the other crates thinly and wholly. The five left out, all with a panic that ends the
    /// process, change counts in cases that the others change too.
    pub const DEFAULT_CHOICE: [Self; 9] = [
        Self::CARGO_RELEASE,
        Self { panic: Panic::Abort, ..Self::CARGO_RELEASE },
        Self { lto: Lto::Off, ..Self::CARGO_RELEASE },
        Self { lto: Lto::Thin, ..Self::CARGO_RELEASE },
        Self { lto: Lto::Fat, ..Self::CARGO_RELEASE },
        Self { lto: Lto::Fat, panic: Panic::Abort, ..Self::CARGO_RELEASE },
        Self::WORKSPACE,
        Self { lto: Lto::Thin, ..Self::WORKSPACE },
        Self { lto: Lto::Fat, ..Self::WORKSPACE },
    ];

    /// Every combination. `local` needs more than one unit: with one, there is nothing among which to optimise.
    pub fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for codegen_units in Self::CODEGEN_UNITS {
            for lto in Lto::ALL.iter().copied().filter(|lto| codegen_units > 1 || *lto != Lto::Local) {
                all.extend(Panic::ALL.iter().map(|panic| Self { codegen_units, lto, panic: *panic }));
            }
        }
        all
    }
}

impl Setting {
    /// Every setting: the opt-levels of a build stand together.
    pub fn all() -> Vec<Self> {
        Self::of(&Build::all())
    }

    /// The builds of [`Build::DEFAULT_CHOICE`] at every opt-level.
    pub fn default_choice() -> Vec<Self> {
        Self::of(&Build::DEFAULT_CHOICE)
    }

    fn of(builds: &[Build]) -> Vec<Self> {
        let at = |build| OptLevel::ALL.iter().map(move |opt_level| Self { opt_level: *opt_level, build });
        builds.iter().copied().flat_map(at).collect()
    }
}

impl fmt::Display for Build {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.codegen_units, self.lto.word(), self.panic.word())
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.opt_level.word(), self.build)
    }
}

impl FromStr for Setting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let [opt_level, units, lto, panic] = text.split(' ').collect::<Vec<_>>()[..] else {
            return Err(format!("`{text}` is no setting such as `3 16 local unwind`"));
        };
        let codegen_units = units.parse().map_err(|_| format!("`{units}` is no number of codegen units"))?;
        let build = Build { codegen_units, lto: lto.parse()?, panic: panic.parse()? };
        Ok(Self { opt_level: opt_level.parse()?, build })
    }
}

impl From<Setting> for String {
    fn from(setting: Setting) -> Self {
        setting.to_string()
    }
}

impl TryFrom<String> for Setting {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl Body for Cells {
    const KIND: Kind = Kind::Matrix;
    const SCHEMA: u32 = 2;

    fn problems(&self) -> Vec<String> {
        let settings = self.settings.len();
        let rows = self.variants.iter().flat_map(|variant| Reading::ALL.map(|reading| (variant, reading)));
        let uneven = rows.filter(|(variant, reading)| variant.row(*reading).0.len() != settings);
        uneven
            .map(|(variant, reading)| {
                let (name, field, cells) = (&variant.variant, reading.name(), variant.row(reading).0.len());
                format!("variant `{name}`: field `{field}` has {cells} cells, and there are {settings} settings")
            })
            .collect()
    }
}

impl Cells {
    /// The variant of this name.
    pub fn variant(&self, name: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.variant == name)
    }

    /// The cell of a row at a setting; `None` where the matrix has no such setting, or the setting failed.
    pub fn cell(&self, row: &Row, setting: Setting) -> Option<Calls> {
        let column = self.settings.iter().position(|candidate| *candidate == setting)?;
        row.0.get(column).copied().flatten()
    }

    /// The builds of the settings, in order, each once.
    pub fn builds(&self) -> Vec<Build> {
        let mut builds = Vec::new();
        for Setting { build, .. } in &self.settings {
            if !builds.contains(build) {
                builds.push(*build);
            }
        }
        builds
    }

    /// The opt-levels of the settings, in order, each once.
    pub fn opt_levels(&self) -> Vec<OptLevel> {
        let mut levels: Vec<OptLevel> = self.settings.iter().map(|setting| setting.opt_level).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    /// The build that the others are compared with: cargo's own release profile where it is among the settings, else the first.
    pub fn base(&self) -> Option<Build> {
        let builds = self.builds();
        builds.iter().find(|build| **build == Build::CARGO_RELEASE).or(builds.first()).copied()
    }

    /// The cells of a row at one build, an opt-level each.
    pub fn at_build(&self, row: &Row, build: Build) -> Vec<Option<Calls>> {
        self.opt_levels().iter().map(|opt_level| self.cell(row, Setting { opt_level: *opt_level, build })).collect()
    }

    /// The builds at which a row's cells are other than at [`base`](Self::base), those with equal cells together, in order.
    pub fn elsewhere(&self, row: &Row) -> Vec<Elsewhere> {
        let Some(base) = self.base() else { return Vec::new() };
        let expected = self.at_build(row, base);
        let mut groups: Vec<Elsewhere> = Vec::new();
        for build in self.builds() {
            let cells = self.at_build(row, build);
            if cells == expected {
                continue;
            }
            match groups.iter_mut().find(|known| known.cells == cells) {
                Some(known) => known.builds.push(build),
                None => groups.push(Elsewhere { builds: vec![build], cells }),
            }
        }
        groups
    }

    /// `1 unit: LTO off; 16 units: LTO fat, panic abort`, or `LTO fat` for any number of units: builds in words, as short as the matrix's own builds permit.
    pub fn describe(&self, builds: &[Build]) -> String {
        let all = self.builds();
        // The words for each number of units: none, where all its builds are meant.
        let mut parts: Vec<(u32, String)> = Vec::new();
        let mut units: Vec<u32> = all.iter().map(|build| build.codegen_units).collect();
        units.dedup();
        for units in units.iter().copied() {
            let of_units = |build: &&Build| build.codegen_units == units;
            let (chosen, possible): (Vec<&Build>, Vec<&Build>) =
                (builds.iter().filter(of_units).collect(), all.iter().filter(of_units).collect());
            if chosen.is_empty() {
                continue;
            }
            if chosen.len() == possible.len() {
                parts.push((units, String::new()));
                continue;
            }
            // Each kind of panic with the LTOs it comes with; kinds with the same LTOs are one.
            let ltos = |panic: Panic| -> Vec<Lto> {
                chosen.iter().filter(|build| build.panic == panic).map(|build| build.lto).collect()
            };
            let words = |ltos: &[Lto]| ltos.iter().map(|lto| lto.word()).collect::<Vec<_>>().join(", ");
            let [unwind, abort] = [ltos(Panic::Unwind), ltos(Panic::Abort)];
            let has_both = Panic::ALL.iter().all(|panic| possible.iter().any(|build| build.panic == *panic));
            if unwind == abort || !has_both {
                parts.push((units, format!("LTO {}", words(if unwind.is_empty() { &abort } else { &unwind }))));
                continue;
            }
            for (panic, ltos) in [(Panic::Unwind, unwind), (Panic::Abort, abort)] {
                let possible = possible.iter().filter(|build| build.panic == panic).count();
                if ltos.len() == possible {
                    parts.push((units, format!("panic {}", panic.word())));
                } else if !ltos.is_empty() {
                    parts.push((units, format!("LTO {}, panic {}", words(&ltos), panic.word())));
                }
            }
        }
        let of = |units: u32| -> Vec<&str> {
            parts.iter().filter(|part| part.0 == units).map(|part| part.1.as_str()).collect()
        };
        let first = units.first().map(|units| of(*units)).unwrap_or_default();
        if units.len() > 1 && !first.contains(&"") && units.iter().all(|units| of(*units) == first) {
            return first.join("; ");
        }
        let in_words = parts.iter().map(|(units, part)| {
            let name = if *units == 1 { "1 unit".to_owned() } else { format!("{units} units") };
            if part.is_empty() { name } else { format!("{name}: {part}") }
        });
        in_words.collect::<Vec<_>>().join("; ")
    }

    /// Where the cells are not complete, not of the compiler that counts now, or not what is declared at the settings of the two profiles.
    /// `provenance` is the matrix's.
    pub fn differences(&self, provenance: &Provenance, debug: &CountReport, release: &CountReport) -> Vec<String> {
        let mut differences: Vec<String> =
            self.failures.iter().map(|failure| format!("setting `{}` failed", failure.setting)).collect();
        let wanted = [(OptLevel::Zero, debug), (OptLevel::Three, release)]
            .map(|(opt_level, report)| (Setting { opt_level, build: Build::WORKSPACE }, report));
        if wanted.iter().any(|(setting, _)| !self.settings.contains(setting)) {
            differences.push("field `settings`: those of the workspace's two profiles are not there".to_owned());
        }
        let (then, now) = (provenance.compiler(), release.rustc.split([';', '\n']).next().unwrap_or_default());
        if then != now {
            differences.push(format!("made with {then}, and this is {now}"));
        }
        for (setting, report) in wanted {
            for counted in &report.cases {
                let Outcome::Measured(exact) = &counted.expected else { continue };
                differences.extend(self.declared_otherwise(&counted.id(), &counted.variant, exact, setting));
            }
        }
        // Both profiles lack the same variants.
        differences.dedup();
        differences
    }

    /// In what a variant's cell differs from what the case declares.
    fn declared_otherwise(&self, id: &str, variant: &str, exact: &Exact, setting: Setting) -> Option<String> {
        let declared = Calls { allocations: exact.allocations, reallocations: exact.reallocations };
        let Some(variant) = self.variant(variant) else {
            return Some(format!("variant `{id}`: declared, and not in the matrix"));
        };
        let [malloc, counter] = [&variant.malloc, &variant.counter].map(|row| self.cell(row, setting));
        // The C library's own blocks, such as a thread's, are seen by malloc alone; without LTO the counter is exact.
        let sees_more =
            counter == Some(declared) && malloc.is_some_and(|malloc| malloc.allocations > declared.allocations);
        if malloc == Some(declared) || sees_more {
            return None;
        }
        let calls = malloc.map_or_else(|| "nothing".to_owned(), |calls| calls.to_string());
        Some(format!("variant `{id}`, `{setting}`: {calls}, and {declared} are declared"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &[(Build, &str)]) -> (Cells, Row) {
        let mut settings = Vec::new();
        let mut cells = Vec::new();
        for (build, counts) in rows {
            for (opt_level, count) in OptLevel::ALL.iter().zip(counts.split(' ')) {
                settings.push(Setting { opt_level: *opt_level, build: *build });
                cells.push(Some(count.parse().unwrap()));
            }
        }
        let row = Row(cells);
        let variant = Variant {
            variant: "boxed".to_owned(),
            malloc: row.clone(),
            counter: row.clone(),
            malloc_beside_counter: row.clone(),
        };
        (Cells { settings, failures: Vec::new(), variants: vec![variant] }, row)
    }

    #[test]
    fn settings_and_cells_are_written_as_they_are_read() {
        let all = Setting::all();
        assert_eq!(all.len(), 84);
        for setting in all {
            assert_eq!(setting.to_string().parse(), Ok(setting));
        }
        let row = Row(vec![Some(Calls { allocations: 1, reallocations: 2 }), None, Some(Calls::default())]);
        assert_eq!(String::from(row.clone()), "1+2 - 0");
        assert_eq!(Row::try_from("1+2 - 0".to_owned()), Ok(row));
    }

    #[test]
    fn what_is_no_setting_or_count_says_what_it_should_be() {
        for (text, part) in
            [("3 16 local", "such as"), ("4 16 local unwind", "none of 0, 1, 2"), ("3 x off abort", "`x`")]
        {
            let error = text.parse::<Setting>().unwrap_err();
            assert!(error.contains(part), "{error}");
        }
        assert!("1+".parse::<Calls>().is_err() && "-1".parse::<Calls>().is_err());
    }

    #[test]
    fn builds_that_differ_from_cargos_release_are_described_in_few_words() {
        let rows: Vec<(Build, &str)> = Build::all()
            .into_iter()
            .map(|build| match build {
                Build { codegen_units: 1, .. } => (build, "1 1 1 1 1 1"),
                Build { lto: Lto::Fat, panic: Panic::Abort, .. } => (build, "1 0 0 0 0 1"),
                Build { lto: Lto::Thin, .. } => (build, "1 1 0 0 0 0"),
                Build { .. } => (build, "1 0 0 0 0 0"),
            })
            .collect();
        let (matrix, row) = cells(&rows);
        assert_eq!(matrix.base(), Some(Build::CARGO_RELEASE));
        let others: Vec<String> = matrix.elsewhere(&row).iter().map(|other| matrix.describe(&other.builds)).collect();
        assert_eq!(others, ["1 unit", "16 units: LTO thin", "16 units: LTO fat, panic abort"]);
        let fat: Vec<Build> = Build::all().into_iter().filter(|build| build.lto == Lto::Fat).collect();
        assert_eq!(matrix.describe(&fat), "LTO fat");
        let unwinding: Vec<Build> = fat.into_iter().filter(|build| build.panic == Panic::Unwind).collect();
        assert_eq!(matrix.describe(&unwinding), "LTO fat, panic unwind");
    }

    #[test]
    fn a_row_too_short_is_a_problem() {
        let (mut cells, _) = cells(&[(Build::CARGO_RELEASE, "1 0 0 0 0 0")]);
        assert_eq!(cells.problems(), [""; 0]);
        cells.variants[0].malloc.0.pop();
        assert_eq!(cells.problems(), ["variant `boxed`: field `malloc` has 5 cells, and there are 6 settings"]);
    }

    const RUSTC: &str = "rustc 1.95.0; host: any";

    /// `boxed` has one allocation at opt-level 0 and none elsewhere, and so it is declared.
    fn declared() -> (Cells, CountReport, CountReport) {
        let cell =
            |setting: &Setting| Calls { allocations: u64::from(setting.opt_level == OptLevel::Zero), reallocations: 0 };
        let row = Row(Setting::all().iter().map(|setting| Some(cell(setting))).collect());
        let variant = Variant {
            variant: "boxed".to_owned(),
            malloc: row.clone(),
            counter: row.clone(),
            malloc_beside_counter: row,
        };
        let report = |exact| CountReport {
            experiment: "sample".to_owned(),
            question: String::new(),
            axis: None,
            profile: String::new(),
            rustc: RUSTC.to_owned(),
            opt_level: String::new(),
            cases: vec![crate::CountedCase {
                variant: "boxed".to_owned(),
                size: None,
                about: String::new(),
                baseline: "boxed".to_owned(),
                untimed: Some("a test".to_owned()),
                alone: false,
                figures: Outcome::Measured(exact),
                expected: Outcome::Measured(exact),
            }],
        };
        let cells = Cells { settings: Setting::all(), failures: Vec::new(), variants: vec![variant] };
        (cells, report(Exact::once(8)), report(Exact::NONE))
    }

    fn check(change: impl FnOnce(&mut Cells, &mut CountReport), expected: &[&str]) {
        let (mut cells, debug, mut release) = declared();
        change(&mut cells, &mut release);
        let provenance = Provenance { rustc: RUSTC.replace("; ", "\n"), ..Provenance::default() };
        assert_eq!(cells.differences(&provenance, &debug, &release), expected);
    }

    #[test]
    fn a_matrix_that_is_what_is_declared_is_no_problem() {
        check(|_, _| {}, &[]);
    }

    #[test]
    fn a_matrix_that_is_not_what_is_declared_is_a_problem() {
        check(
            |_, release| release.cases[0].expected = Outcome::Measured(Exact::once(8)),
            &["variant `boxed`, `3 1 off unwind`: 0, and 1 are declared"],
        );
        check(
            |cells, _| cells.variants[0].malloc.0[0] = None,
            &["variant `boxed`, `0 1 off unwind`: nothing, and 1 are declared"],
        );
        check(
            |cells, _| "other".clone_into(&mut cells.variants[0].variant),
            &["variant `boxed`: declared, and not in the matrix"],
        );
        check(
            |_, release| "rustc 1.96.0; host: any".clone_into(&mut release.rustc),
            &["made with rustc 1.95.0, and this is rustc 1.96.0"],
        );
        check(
            |cells, _| cells.settings.clear(),
            &[
                "field `settings`: those of the workspace's two profiles are not there",
                "variant `boxed`, `0 1 off unwind`: nothing, and 1 are declared",
                "variant `boxed`, `3 1 off unwind`: nothing, and 0 are declared",
            ],
        );
    }
}
