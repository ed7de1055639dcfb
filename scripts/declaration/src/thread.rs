//! What does the standard library ask of the global allocator for a thread?
//!
//! The blocks of rustc 1.95, in bytes. Chapters whose work starts threads declare them; with another compiler their tests say what
//! differs, and this is the one place to change.

use crate::Exact;

/// What the new thread is to do first; freed by the new thread.
pub const START: u64 = 24;

/// The closure of [`std::thread::spawn`], without what it captures; freed by the new thread.
pub const CLOSURE: u64 = 40;

/// The same of `count_allocations::spawn` and `spawn_scoped`, which capture whether the thread is counted.
pub const COUNTED_CLOSURE: u64 = CLOSURE + 8;

/// The packet through which a result of up to two words comes back; freed by the thread that joins.
pub const PACKET: u64 = 48;

/// What counts the threads of a scope; freed by the thread that leaves the scope.
pub const SCOPE: u64 = 40;

/// What starting a thread and joining it comes to on the counted threads, when the closure takes `closure` bytes: the packet, which is
/// freed after the join, and the two blocks that the new thread frees. The blocks `beside` them, such as [`SCOPE`], are live at the
/// same time and freed by counted threads.
pub const fn started(closure: u64, beside: &[u64]) -> Exact {
    let mut bytes = PACKET + START + closure;
    let mut blocks = 0;
    while blocks < beside.len() {
        bytes += beside[blocks];
        blocks += 1;
    }
    let blocks = blocks as u64;
    Exact { deallocations: 1 + blocks, end_bytes: (START + closure) as i64, ..Exact::together(3 + blocks, bytes) }
}

/// What a started thread frees, while it is not counted, of the two blocks that were made to start it.
pub const fn freed_by_the_thread(closure: u64) -> Exact {
    Exact { deallocations: 2, end_bytes: -((START + closure) as i64), ..Exact::NONE }
}
