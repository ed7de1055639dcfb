//! The types of a declaration.

use crate::{Exact, Profile};
use std::hint::black_box;

/// One question about allocation and the variants that answer it.
#[derive(Debug)]
pub struct Experiment {
    /// The slug: `env!("CARGO_PKG_NAME")`, so that crate, page and record share one name.
    pub slug: &'static str,
    /// The question.
    pub question: &'static str,
    /// The variant that the others are compared with, at the same size where it has that size; or [`ITSELF`].
    pub baseline: &'static str,
    /// What the size of a case means, where variants have sizes.
    pub axis: Option<Axis>,
    /// The variants, in reading order.
    pub variants: &'static [&'static Variant],
}

/// The baseline of a variant that does work of its own, which no other of the experiment does: its time is shown, and compared with nothing.
pub const ITSELF: &str = "itself";

/// What the size of a case means, and which sizes there are.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// What varies, such as "size of the value".
    pub quantity: &'static str,
    /// Its unit, such as "B".
    pub unit: &'static str,
    /// The sizes of a variant that names none of its own.
    pub sizes: &'static [usize],
}

/// Work that can be called again and again, with its state made beforehand and kept between calls.
pub type Prepared = Box<dyn FnMut() -> u64>;

/// How a variant is called. Entry points are non-generic, `#[inline(never)]`, and live in the chapter's library crate.
#[derive(Clone, Copy, Debug)]
enum Entry {
    Fixed(fn() -> u64),
    Sized(fn(usize) -> u64),
    Prepared(fn(usize) -> Prepared),
}

/// One way to write the work. Made by [`variant!`](crate::variant).
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// The technique: `by_value`, `boxed`; never `good` or `v2`.
    pub name: &'static str,
    /// What it does, in a few words, for tables and lists.
    pub about: &'static str,
    entry: Entry,
    answer: Option<fn(usize) -> u64>,
    debug: Expected,
    release: Expected,
    against: Option<&'static str>,
    sizes: Option<&'static [usize]>,
    beside: u64,
    threads: u64,
    in_uncounted_threads: fn(usize) -> Exact,
    untimed: Option<&'static str>,
    alone: bool,
}

/// What the declaration says of a variant's exact figures in one profile.
#[derive(Clone, Copy, Debug)]
pub enum Expected {
    /// Nothing.
    Undeclared,
    /// These, at each size.
    Figures(fn(usize) -> Exact),
    /// That there are none, for this reason.
    Uncounted(&'static str),
}

impl Variant {
    /// A variant without a size; see [`variant!`](crate::variant).
    pub const fn fixed(name: &'static str, about: &'static str, entry: fn() -> u64) -> Self {
        Self::new(name, about, Entry::Fixed(entry))
    }

    /// A variant measured at every size of the axis, or at those of [`at`](Self::at).
    pub const fn sized(name: &'static str, about: &'static str, entry: fn(usize) -> u64) -> Self {
        Self::new(name, about, Entry::Sized(entry))
    }

    /// A variant whose state is made before anything is counted or timed, and kept between calls.
    ///
    /// `prepare` gets the size; where neither the axis nor [`at`](Self::at) names one, use [`without_size`](Self::without_size).
    pub const fn prepared(name: &'static str, about: &'static str, prepare: fn(usize) -> Prepared) -> Self {
        Self::new(name, about, Entry::Prepared(prepare))
    }

    const fn new(name: &'static str, about: &'static str, entry: Entry) -> Self {
        Self {
            name,
            about,
            entry,
            answer: None,
            debug: Expected::Undeclared,
            release: Expected::Undeclared,
            against: None,
            sizes: None,
            beside: 0,
            threads: 0,
            in_uncounted_threads: |_| Exact::NONE,
            untimed: None,
            alone: false,
        }
    }

    /// The right answer at each size (0 where the variant has none). Verified before anything is counted or timed.
    pub const fn answers(mut self, answer: fn(usize) -> u64) -> Self {
        self.answer = Some(answer);
        self
    }

    /// The exact figures at each size, the same in debug and release.
    pub const fn exact(self, figures: fn(usize) -> Exact) -> Self {
        self.debug(figures).release(figures)
    }

    /// The exact figures at opt-level 0.
    pub const fn debug(mut self, figures: fn(usize) -> Exact) -> Self {
        self.debug = Expected::Figures(figures);
        self
    }

    /// The exact figures in the release profile.
    pub const fn release(mut self, figures: fn(usize) -> Exact) -> Self {
        self.release = Expected::Figures(figures);
        self
    }

    /// Timed, not counted, for this reason: for work that is itself an instrument.
    pub const fn uncounted(mut self, reason: &'static str) -> Self {
        self.debug = Expected::Uncounted(reason);
        self.release = Expected::Uncounted(reason);
        self
    }

    /// Counted, not timed, for this reason: for work that cannot be repeated as often as timing needs.
    pub const fn untimed(mut self, reason: &'static str) -> Self {
        self.untimed = Some(reason);
        self
    }

    /// Timed, and its instructions counted, in a process that calls nothing else: for work whose cost depends on the blocks that the
    /// allocator has got back before.
    pub const fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// Compares this variant's time with `baseline` instead of the experiment's. A variant against its own name, or [`ITSELF`], is a baseline.
    pub const fn against(mut self, baseline: &'static str) -> Self {
        self.against = Some(baseline);
        self
    }

    /// Sizes of its own, instead of the axis's.
    pub const fn at(mut self, sizes: &'static [usize]) -> Self {
        self.sizes = Some(sizes);
        self
    }

    /// For a prepared variant without a size.
    pub const fn without_size(self) -> Self {
        self.at(&[])
    }

    /// Blocks per call that the standard library takes from `System` directly: an interposed malloc sees them, no global allocator does.
    pub const fn beside_the_global_allocator(mut self, blocks: u64) -> Self {
        self.beside = blocks;
        self
    }

    /// Threads started per call. The C library makes blocks of its own for each, which only an interposed malloc sees; how many
    /// depends on the C library and the machine, so the harness learns it from a thread that does nothing.
    pub const fn starts_threads(mut self, threads: u64) -> Self {
        self.threads = threads;
        self
    }

    /// What threads ask of the global allocator while they are not counted, per call: dhat and malloc see it, the counting allocator counts it *elsewhere*.
    ///
    /// For work that starts threads by other means than `count_allocations::spawn`, and for what the standard library frees on a
    /// counted thread after its closure has returned.
    pub const fn in_uncounted_threads(mut self, figures: fn(usize) -> Exact) -> Self {
        self.in_uncounted_threads = figures;
        self
    }
}

/// `variant`, or `variant/size`.
pub fn case_id(variant: &str, size: Option<u64>) -> String {
    match size {
        Some(size) => format!("{variant}/{size}"),
        None => variant.to_owned(),
    }
}

/// One variant at one size: what is counted and timed.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The experiment.
    pub experiment: &'static Experiment,
    /// The variant.
    pub variant: &'static Variant,
    /// The size, where the variant has sizes.
    pub size: Option<usize>,
}

impl Experiment {
    /// Every variant at every size, in the order of the declaration.
    pub fn cases(&'static self) -> Vec<Case> {
        self.variants
            .iter()
            .copied()
            .flat_map(|variant| {
                let sizes: Vec<Option<usize>> = match self.sizes(variant) {
                    [] => vec![None],
                    sizes => sizes.iter().copied().map(Some).collect(),
                };
                sizes.into_iter().map(move |size| Case { experiment: self, variant, size })
            })
            .collect()
    }

    fn sizes(&self, variant: &Variant) -> &'static [usize] {
        match variant.entry {
            Entry::Fixed(_) => &[],
            Entry::Sized(_) | Entry::Prepared(_) => {
                variant.sizes.unwrap_or(self.axis.as_ref().map_or(&[], |axis| axis.sizes))
            }
        }
    }

    fn variant(&self, name: &str) -> Option<&'static Variant> {
        self.variants.iter().copied().find(|variant| variant.name == name)
    }

    /// What is wrong with the declaration, one sentence each; empty when it is consistent.
    pub fn problems(&'static self) -> Vec<String> {
        let mut problems = Vec::new();
        for (index, variant) in self.variants.iter().enumerate() {
            let name = variant.name;
            let is_snake = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            if name.is_empty() || !is_snake {
                problems.push(format!("variant `{name}`: write the name in snake_case"));
            }
            if self.variants[..index].iter().any(|earlier| earlier.name == name) {
                problems.push(format!("variant `{name}`: the name is taken; rename one of the two"));
            }
            if variant.answer.is_none() {
                problems.push(format!("variant `{name}`: no answer to verify; add `.answers(|size| ...)`"));
            }
            if matches!(variant.entry, Entry::Sized(_)) && self.sizes(variant).is_empty() {
                problems
                    .push(format!("variant `{name}`: it takes a size and there is none; add an axis or `.at(&[...])`"));
            }
            if matches!(variant.entry, Entry::Fixed(_)) && variant.sizes.is_some() {
                problems
                    .push(format!("variant `{name}`: it takes no size; remove `.at(...)`, or declare it `sized(...)`"));
            }
        }
        let ids: Vec<String> = self.cases().iter().map(Case::id).collect();
        for case in self.cases() {
            let baseline = case.baseline();
            if !ids.contains(&baseline) {
                problems.push(format!(
                    "case `{}`: its baseline `{baseline}` is no case of this experiment; name another with `.against(\"...\")`",
                    case.id()
                ));
            }
        }
        problems
    }
}

impl Case {
    /// `variant`, or `variant/size`.
    pub fn id(&self) -> String {
        case_id(self.variant.name, self.size.map(|size| size as u64))
    }

    /// The id of the case this one's time is compared with.
    pub fn baseline(&self) -> String {
        let name = match self.variant.against.unwrap_or(self.experiment.baseline) {
            ITSELF => self.variant.name,
            name => name,
        };
        let has_this_size = self
            .experiment
            .variant(name)
            .is_some_and(|baseline| self.size.is_some_and(|size| self.experiment.sizes(baseline).contains(&size)));
        case_id(name, self.size.filter(|_| has_this_size).map(|size| size as u64))
    }

    /// Why the case is not timed, where it is not.
    pub fn untimed(&self) -> Option<&'static str> {
        self.variant.untimed
    }

    /// Whether the case is timed in a process of its own.
    pub fn is_alone(&self) -> bool {
        self.variant.alone
    }

    /// Blocks per call that no global allocator sees.
    pub fn beside(&self) -> u64 {
        self.variant.beside
    }

    /// Threads started per call.
    pub fn threads(&self) -> u64 {
        self.variant.threads
    }

    /// What uncounted threads ask of the global allocator, per call.
    pub fn in_uncounted_threads(&self) -> Exact {
        (self.variant.in_uncounted_threads)(self.size.unwrap_or(0))
    }

    /// What is declared in a profile, and the size to ask it of.
    pub fn expected(&self, profile: Profile) -> (Expected, usize) {
        let expected = match profile {
            Profile::Debug => self.variant.debug,
            Profile::Release => self.variant.release,
        };
        (expected, self.size.unwrap_or(0))
    }

    /// The work, ready to be called; what it prepares is made here.
    pub fn work(&self) -> Work {
        let size = self.size.unwrap_or(0);
        match self.variant.entry {
            Entry::Fixed(entry) => Work::Fixed(entry),
            Entry::Sized(entry) => Work::Sized(entry, size),
            Entry::Prepared(prepare) => Work::Prepared(prepare(size)),
        }
    }

    /// Compares an answer with the declared one.
    ///
    /// # Errors
    ///
    /// In words, where the answer is another one, or none is declared.
    pub fn verify(&self, answer: u64) -> Result<(), String> {
        let Some(expected) = self.variant.answer else {
            return Err(format!("{}: no answer to verify; add `.answers(|size| ...)` to the variant", self.id()));
        };
        let expected = expected(self.size.unwrap_or(0));
        if answer == expected {
            Ok(())
        } else {
            Err(format!("{}: wrong answer: {answer}, expected {expected}; its figures are void", self.id()))
        }
    }
}

/// A case's work.
pub enum Work {
    /// An entry point without arguments.
    Fixed(fn() -> u64),
    /// An entry point and its size.
    Sized(fn(usize) -> u64, usize),
    /// A closure that has its state.
    Prepared(Prepared),
}

/// A case's work as one closure; see [`Work::into_call`].
pub type Call = Box<dyn FnMut() -> u64>;

impl Work {
    /// One call. The entry point, the size and the answer are opaque to the optimiser; what happens inside is not.
    pub fn call(&mut self) -> u64 {
        black_box(match self {
            Self::Fixed(entry) => black_box(*entry)(),
            Self::Sized(entry, size) => black_box(*entry)(black_box(*size)),
            Self::Prepared(work) => black_box(work)(),
        })
    }

    /// The work as one closure, for what is timed or counted by instruction. Each kind is reached by the same road: a call of this
    /// closure and, in it, a call of a pointer that the optimiser does not know.
    pub fn into_call(self) -> Call {
        match self {
            Self::Fixed(entry) => Box::new(move || black_box(entry)()),
            Self::Sized(entry, size) => Box::new(move || black_box(entry)(black_box(size))),
            Self::Prepared(mut work) => Box::new(move || black_box(&mut work)()),
        }
    }
}
