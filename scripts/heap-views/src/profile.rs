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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stack {
    /// The innermost frame first.
    pub frames: Vec<FrameId>,
    /// The figures.
    pub values: Values,
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

    /// The sum of one figure over all stacks, in bytes or blocks, as [`Sample`] says. Of a difference, it may be negative.
    ///
    /// # Panics
    ///
    /// In builds with overflow checks, when the sum does not fit in an `i64`; others wrap. A profile that [`dhat::read`](crate::dhat::read) or
    /// [`pprof::decode`](crate::pprof::decode) gave has only sums that fit, and so have its folded profile and its [`diff`](crate::diff).
    pub fn total(&self, sample: Sample) -> i64 {
        self.stacks.iter().map(|stack| stack.values.get(sample)).sum()
    }
}
