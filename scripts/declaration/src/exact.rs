//! Exact figures: the same on every run, therefore asserted.

/// What one call of a case's entry point asked of the allocator, on the measuring thread and on the threads started through the instruments' spawn helper.
///
/// Counts are calls; sizes are bytes asked for, not what the allocator rounds them up to.
/// `live` at the start of the call is taken as zero, so a call that frees what was there before ends below zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Exact {
    /// Calls that made a new block (`alloc`, `alloc_zeroed`).
    pub allocations: u64,
    /// Calls that freed a block.
    pub deallocations: u64,
    /// Calls that changed the size of a block (`realloc`).
    pub reallocations: u64,
    /// Sizes of all allocations plus the *full new size* of every reallocation: dhat's rule, and the one of the column `B/op`.
    pub requested_bytes: u64,
    /// Sizes of all allocations plus the *growth* of every reallocation: `stats_alloc`'s rule.
    pub net_bytes: u64,
    /// The most that was live at one time.
    pub peak_bytes: u64,
    /// What is still live when the call returns.
    pub end_bytes: i64,
}

impl Exact {
    /// No call to the allocator.
    pub const NONE: Self = Self {
        allocations: 0,
        deallocations: 0,
        reallocations: 0,
        requested_bytes: 0,
        net_bytes: 0,
        peak_bytes: 0,
        end_bytes: 0,
    };

    /// One block of `bytes`, freed before the call returns.
    pub const fn once(bytes: u64) -> Self {
        Self::each(1, bytes)
    }

    /// `blocks` blocks of `bytes` each, one after the other: each freed before the next is made.
    pub const fn each(blocks: u64, bytes: u64) -> Self {
        Self {
            allocations: blocks,
            deallocations: blocks,
            reallocations: 0,
            requested_bytes: blocks * bytes,
            net_bytes: blocks * bytes,
            peak_bytes: if blocks == 0 { 0 } else { bytes },
            end_bytes: 0,
        }
    }

    /// `blocks` blocks of `bytes` in total, all live together, all freed before the call returns.
    pub const fn together(blocks: u64, bytes: u64) -> Self {
        Self {
            allocations: blocks,
            deallocations: blocks,
            reallocations: 0,
            requested_bytes: bytes,
            net_bytes: bytes,
            peak_bytes: bytes,
            end_bytes: 0,
        }
    }

    /// Names and values, in the order in which tables print them.
    pub fn fields(&self) -> [(&'static str, i128); 7] {
        [
            ("allocations", self.allocations.into()),
            ("deallocations", self.deallocations.into()),
            ("reallocations", self.reallocations.into()),
            ("requested_bytes", self.requested_bytes.into()),
            ("net_bytes", self.net_bytes.into()),
            ("peak_bytes", self.peak_bytes.into()),
            ("end_bytes", self.end_bytes.into()),
        ]
    }

    /// The fields in which two sets of figures differ: name, value here, value there.
    pub fn differing<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (&'static str, i128, i128)> + 'a {
        let pairs = self.fields().into_iter().zip(other.fields());
        pairs.filter(|((_, here), (_, there))| here != there).map(|((name, here), (_, there))| (name, here, there))
    }

    /// The value of the field called `name`.
    pub fn field(&self, name: &str) -> Option<i128> {
        self.fields().into_iter().find(|(field, _)| *field == name).map(|(_, value)| value)
    }
}
