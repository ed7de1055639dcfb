//! What is in a heap profile?
//!
//! Stacks, each with six figures. Functions and frames are kept once, and stacks name them by number, so that a large profile fits in
//! memory.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What is counted of each stack: when, and in which unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sample {
    /// Bytes requested during the whole run: a reallocation adds its full new size.
    #[default]
    AllocSpace,
    /// Blocks made during the whole run: a reallocation is a block.
    AllocObjects,
    /// Bytes live at the instant at which the most bytes were live.
    PeakSpace,
    /// Blocks live at that same instant, which need not be the most there ever were.
    PeakObjects,
    /// Bytes live at the end.
    EndSpace,
    /// Blocks live at the end.
    EndObjects,
}

impl Sample {
    /// All of them, in the order of [`Values`].
    pub const ALL: [Self; 6] =
        [Self::AllocSpace, Self::AllocObjects, Self::PeakSpace, Self::PeakObjects, Self::EndSpace, Self::EndObjects];

    /// The word on the command line: `alloc-space`.
    pub fn name(self) -> &'static str {
        match self {
            Self::AllocSpace => "alloc-space",
            Self::AllocObjects => "alloc-objects",
            Self::PeakSpace => "peak-space",
            Self::PeakObjects => "peak-objects",
            Self::EndSpace => "end-space",
            Self::EndObjects => "end-objects",
        }
    }

    /// Whether it is in bytes; otherwise it is in blocks.
    pub fn is_bytes(self) -> bool {
        matches!(self, Self::AllocSpace | Self::PeakSpace | Self::EndSpace)
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The six figures of a stack, in the order of [`Sample::ALL`]. Signed: a difference of two profiles is a profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Values(pub [i64; 6]);

impl Values {
    /// One of the figures.
    pub fn get(&self, sample: Sample) -> i64 {
        self.0[sample as usize]
    }

    /// Adds the figures of another stack. `None` when a sum does not fit.
    #[must_use]
    pub fn checked_add(mut self, other: &Self) -> Option<Self> {
        for (sum, value) in self.0.iter_mut().zip(other.0) {
            *sum = sum.checked_add(value)?;
        }
        Some(self)
    }
}

/// A function's place in [`HeapProfile::functions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FunctionId(pub u32);

/// A frame's place in [`HeapProfile::frames`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FrameId(pub u32);

/// A function of the program.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Function {
    /// Demangled; `???` where the program has no symbol.
    pub name: String,
    /// The file as the profile has it: of dhat's, the last three parts of the path at most. After folding, the path from the
    /// source root where the file was found. Empty where it is not known.
    pub file: String,
}

/// A line of a function, as it stands in a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Frame {
    /// The function.
    pub function: FunctionId,
    /// The line, from 1; 0 where it is not known.
    pub line: u32,
    /// The column, from 1; 0 where it is not known.
    pub column: u32,
    /// The address of the instruction. Neighbours in a stack that have one address are one call with what was inlined into it.
    /// 0 where it is not known.
    pub address: u64,
}

/// A call stack and what was asked for there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stack {
    /// The innermost frame first.
    pub frames: Vec<FrameId>,
    /// The figures.
    pub values: Values,
    /// What became of the blocks, as far as [`About`] says that the file has it.
    #[serde(default)]
    pub life: Life,
}

/// What became of the blocks of a stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Life {
    /// The sum of how long each of the blocks lived, in the unit of [`Clock`]. A block that lives at the end counts up to there.
    pub lifetime: i64,
    /// Bytes that were read from the blocks.
    pub read: i64,
    /// Bytes that were written to them.
    pub written: i64,
}

impl Life {
    /// Adds what became of other blocks. What does not fit stays at the most that does.
    pub(crate) fn add(&mut self, other: &Self) {
        self.lifetime = self.lifetime.saturating_add(other.lifetime);
        self.read = self.read.saturating_add(other.read);
        self.written = self.written.saturating_add(other.written);
    }
}

/// What a file says beside its stacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The figures that the file has, in the order of [`Sample::ALL`]. The others are 0 in every stack and say nothing.
    pub counted: Vec<Sample>,
    /// The figure that the file's maker shows first.
    pub first: Sample,
    /// The clock of the run.
    pub clock: Option<Clock>,
    /// Whether stacks have lifetimes.
    pub has_lifetimes: bool,
    /// Whether stacks have bytes read and written.
    pub has_accesses: bool,
    /// Whether inlined functions have names without a path, whatever the debug information: valgrind's have.
    pub has_short_names: bool,
    /// The programs and libraries in memory, in files that have addresses.
    pub mappings: Vec<Mapping>,
}

impl Default for About {
    fn default() -> Self {
        Self {
            counted: Sample::ALL.to_vec(),
            first: Sample::AllocSpace,
            clock: None,
            has_lifetimes: false,
            has_accesses: false,
            has_short_names: false,
            mappings: Vec::new(),
        }
    }
}

impl About {
    /// Of a file that has these figures; the first of those that pprof's tools would show.
    pub fn counting(mut counted: Vec<Sample>, first: Sample) -> Self {
        counted.sort_unstable();
        Self { counted, first, ..Self::default() }
    }
}

/// What time is in a profile. All times are from the start of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What is counted: `µs` by the crate dhat, of the run that dhat slows down; `instrs`, instructions, by valgrind.
    pub unit: String,
    /// When the most bytes were live.
    pub peak: u64,
    /// When the run ended.
    pub end: u64,
    /// A block that lived no longer is called short-lived: the file says so.
    pub short: u64,
}

/// Where a program or library was in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The first address.
    pub start: u64,
    /// The address after the last.
    pub limit: u64,
    /// Where in the file the first byte is.
    pub offset: u64,
    /// The file; empty where it is not known.
    pub file: String,
    /// What tells builds of the file apart, in hexadecimal; empty where it is not known.
    pub build_id: String,
}

/// A heap profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeapProfile {
    /// The program's command line, where the file has it.
    pub command: String,
    /// Every function, once.
    pub functions: Vec<Function>,
    /// Every frame, once.
    pub frames: Vec<Frame>,
    /// Every stack. After folding no two have the same frames.
    pub stacks: Vec<Stack>,
    /// What else the file says.
    #[serde(default)]
    pub about: About,
}

impl HeapProfile {
    /// A frame.
    pub fn frame(&self, id: FrameId) -> &Frame {
        &self.frames[id.0 as usize]
    }

    /// A function.
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.0 as usize]
    }

    /// Whether no stack has anything in this figure.
    pub fn is_empty_in(&self, sample: Sample) -> bool {
        self.stacks.iter().all(|stack| stack.values.get(sample) == 0)
    }

    /// The sum of one figure over all stacks, in bytes or blocks, as [`Sample`] says. Of a difference, it may be negative.
    ///
    /// # Panics
    ///
    /// In builds with overflow checks, when the sum does not fit in an `i64`; others wrap. A profile that [`dhat::read`](crate::dhat::read) or
    /// [`pprof::decode`](crate::pprof::decode) gave has only sums that fit, and so have its folded profile and its difference to another.
    pub fn total(&self, sample: Sample) -> i64 {
        self.stacks.iter().map(|stack| stack.values.get(sample)).sum()
    }
}
