//! What a sequence of calls of the allocator comes to. The figures of maps that grow are computed call by call, by the rule by which they grow.

use declaration::Exact;

/// The figures so far, and the bytes that are live.
#[derive(Clone, Copy, Default)]
pub(crate) struct Ledger {
    figures: Exact,
    live: u64,
}

impl Ledger {
    pub(crate) fn allocate(&mut self, bytes: u64) {
        self.figures.allocations += 1;
        self.figures.requested_bytes += bytes;
        self.figures.net_bytes += bytes;
        self.live += bytes;
        self.figures.peak_bytes = self.figures.peak_bytes.max(self.live);
    }

    pub(crate) fn free(&mut self, bytes: u64) {
        self.figures.deallocations += 1;
        self.live -= bytes;
    }

    /// A block becomes larger; it is made, if it had no bytes.
    pub(crate) fn reallocate(&mut self, from: u64, to: u64) {
        if from == 0 {
            return self.allocate(to);
        }
        self.figures.reallocations += 1;
        self.figures.requested_bytes += to;
        self.figures.net_bytes += to - from;
        self.live += to - from;
        self.figures.peak_bytes = self.figures.peak_bytes.max(self.live);
    }

    /// The figures, once every block that is left has been freed.
    pub(crate) fn closed(self) -> Exact {
        Exact { deallocations: self.figures.allocations, ..self.figures }
    }
}
