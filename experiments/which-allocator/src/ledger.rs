//! What the variants ask for, computed call by call by the rules of their collections.

use crate::work;
use declaration::{Exact, thread};
use std::collections::BTreeSet;

/// The figures so far, and the bytes that are live.
#[derive(Clone, Copy, Default)]
struct Ledger {
    figures: Exact,
    live: u64,
}

impl Ledger {
    fn allocate(&mut self, bytes: u64) {
        self.figures.allocations += 1;
        self.figures.requested_bytes += bytes;
        self.figures.net_bytes += bytes;
        self.live += bytes;
        self.figures.peak_bytes = self.figures.peak_bytes.max(self.live);
    }

    fn free(&mut self, bytes: u64) {
        self.figures.deallocations += 1;
        self.live -= bytes;
    }

    /// A block becomes larger; it is made, if it had no bytes.
    fn grow(&mut self, from: u64, to: u64) {
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
    fn closed(self) -> Exact {
        Exact { deallocations: self.figures.allocations, ..self.figures }
    }
}

/// A new buffer is made before the one in its place is freed.
pub(crate) fn mixed() -> Exact {
    let mut ledger = Ledger::default();
    ledger.allocate(work::SLOTS as u64 * crate::HEADER);
    let mut slots = [0; work::SLOTS];
    for (slot, bytes, _) in (0..work::TURNS).map(work::turn) {
        ledger.allocate(bytes as u64);
        if slots[slot] > 0 {
            ledger.free(slots[slot]);
        }
        slots[slot] = bytes as u64;
    }
    ledger.closed()
}

/// A buffer that is too small gets twice its room, or what is needed, where that is more.
pub(crate) fn mixed_reused() -> Exact {
    let mut ledger = Ledger::default();
    ledger.allocate(work::SLOTS as u64 * crate::HEADER);
    let mut slots = [0_u64; work::SLOTS];
    for (slot, bytes, _) in (0..work::TURNS).map(work::turn) {
        let room = slots[slot];
        if bytes as u64 > room {
            slots[slot] = (bytes as u64).max(2 * room);
            ledger.grow(room, slots[slot]);
        }
    }
    ledger.closed()
}

/// Room for four numbers, doubled until it holds them all.
pub(crate) fn growing() -> Exact {
    let (mut ledger, mut room) = (Ledger::default(), 0);
    while room < work::GROWN as u64 {
        let next = (2 * room).max(4);
        ledger.grow(8 * room, 8 * next);
        room = next;
    }
    ledger.closed()
}

/// The words are copied, and the copies of those that are there already freed at once.
pub(crate) fn map() -> Exact {
    counted(32, true)
}

/// Nothing is asked for but the tables.
pub(crate) fn map_borrowed() -> Exact {
    counted(24, false)
}

/// A table has room for seven in eight of its places, and a byte for each and for a group more.
fn counted(entry: u64, copies: bool) -> Exact {
    let table = |places: u64| places * (entry + 1) + 16;
    let (mut ledger, mut places) = (Ledger::default(), 0_u64);
    let mut known = BTreeSet::new();
    for word in work::words(work::text()) {
        let length = word.len() as u64;
        if copies {
            ledger.allocate(length);
        }
        if known.contains(word) {
            if copies {
                ledger.free(length);
            }
            continue;
        }
        let room = if places < 8 { places.saturating_sub(1) } else { places / 8 * 7 };
        if known.len() as u64 == room {
            let next = (2 * places).max(4);
            ledger.allocate(table(next));
            if places > 0 {
                ledger.free(table(places));
            }
            places = next;
        }
        known.insert(word); // heap: 1
    }
    ledger.closed()
}

/// A thread, its list, and so many blocks more, of so many bytes in all.
pub(crate) fn handed(blocks: u64, bytes: u64) -> Exact {
    let started = thread::started(thread::COUNTED_CLOSURE, &[bytes]);
    Exact { allocations: started.allocations + blocks, deallocations: started.deallocations + blocks, ..started }
}
