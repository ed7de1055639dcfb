//! The figures of a measurement.

use std::fmt;

/// What one measurement counted.
///
/// The first three figures are calls, the next four are bytes. Bytes are those asked for, not what the allocator rounds them up to.
/// What was live when the measurement began is taken as zero, so work that frees what was there before ends below zero.
///
/// `==` compares [`elsewhere`](Self::elsewhere), too: figures are never equal to an expectation while part of the work was not seen.
///
/// ```
/// use count_allocations::Counts;
///
/// // Ten blocks of eight bytes, each freed before the next is made, and one that is returned.
/// let expected = Counts { allocations: 11, requested_bytes: 88, net_bytes: 88, peak_bytes: 8, end_bytes: 8, ..Counts::each(10, 8) };
/// assert_eq!(expected.deallocations, 10);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Calls that made a new block (`alloc`, `alloc_zeroed`), those that failed included.
    pub allocations: u64,
    /// Calls that freed a block.
    pub deallocations: u64,
    /// Calls that changed the size of a block (`realloc`), those that failed included.
    pub reallocations: u64,
    /// Sizes of all allocations plus the *full new size* of every reallocation: the rule of dhat, and of Go's `B/op`.
    pub requested_bytes: u64,
    /// Sizes of all allocations plus the *growth* of every reallocation: the rule of `stats_alloc`.
    pub net_bytes: u64,
    /// The most that was live at one moment, on all counted threads together.
    pub peak_bytes: u64,
    /// What is still live when the measurement ends.
    pub end_bytes: i64,
    /// What threads that are not counted asked of the allocator meanwhile.
    pub elsewhere: Elsewhere,
}

impl Counts {
    /// No call to the allocator, on any thread.
    pub const NONE: Self = Self {
        allocations: 0,
        deallocations: 0,
        reallocations: 0,
        requested_bytes: 0,
        net_bytes: 0,
        peak_bytes: 0,
        end_bytes: 0,
        elsewhere: Elsewhere::NONE,
    };

    /// One block of `bytes`, freed before the measurement ends.
    pub const fn once(bytes: u64) -> Self {
        Self::each(1, bytes)
    }

    /// `blocks` blocks of `bytes` each, one after the other: each is freed before the next is made.
    pub const fn each(blocks: u64, bytes: u64) -> Self {
        let peak_bytes = if blocks == 0 { 0 } else { bytes };
        Self { peak_bytes, ..Self::together(blocks, blocks * bytes) }
    }

    /// `blocks` blocks of `bytes` in total, all live together, all freed before the measurement ends.
    pub const fn together(blocks: u64, bytes: u64) -> Self {
        Self {
            allocations: blocks,
            deallocations: blocks,
            requested_bytes: bytes,
            net_bytes: bytes,
            peak_bytes: bytes,
            ..Self::NONE
        }
    }

    /// The same figures without what happened elsewhere.
    ///
    /// For a comparison that means the counted threads only, and knows that others may allocate meanwhile. Where the work itself
    /// uses threads that are not counted, such a comparison doesn't see them; [`count_undisturbed`](crate::count_undisturbed) does.
    #[must_use]
    pub const fn ignoring_elsewhere(self) -> Self {
        Self { elsewhere: Elsewhere::NONE, ..self }
    }

    /// Requires that no other thread asked the allocator for anything meanwhile, so that the figures are those of all the work.
    ///
    /// # Panics
    ///
    /// When one did; the message says which threads are counted and what to do.
    #[track_caller]
    pub fn assert_nothing_elsewhere(&self) {
        assert!(self.elsewhere.is_none(), "{}\n{WHAT_TO_DO}", self.elsewhere);
    }
}

/// What threads that are not counted asked of the allocator while a measurement was open. Blocks that they freed are not in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Calls that made a new block.
    pub allocations: u64,
    /// Calls that changed the size of a block.
    pub reallocations: u64,
    /// Sizes of these allocations plus the growth of these reallocations.
    pub net_bytes: u64,
}

impl Elsewhere {
    /// No other thread made or resized a block.
    pub const NONE: Self = Self { allocations: 0, reallocations: 0, net_bytes: 0 };

    /// Whether no other thread made or resized a block.
    pub const fn is_none(&self) -> bool {
        self.allocations == 0 && self.reallocations == 0
    }
}

impl fmt::Display for Elsewhere {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { allocations, reallocations, net_bytes } = self;
        write!(
            formatter,
            "threads that are not counted asked the allocator meanwhile: \
             {allocations} allocations, {reallocations} reallocations, {net_bytes} bytes"
        )
    }
}

pub(crate) const WHAT_TO_DO: &str = "\
Counted are the thread that measures and threads started through count_allocations::spawn or spawn_scoped; not those of \
std::thread, rayon, tokio or another pool. If the work uses such threads, start them through spawn, or count the whole process \
with count_process, in a program that does nothing else meanwhile. If it doesn't, another thread of this program allocated, such \
as the test runner's: count_undisturbed repeats the work until none did.";
