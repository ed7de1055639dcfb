//! What does a Rust process have of Go's `runtime.MemStats`, and what can it not have?
//!
//! Three sources: the counters of this crate (what the program and the profiler asked for), malloc (what it gave out and holds), the kernel (what is resident).
//! Rows that Go fills from its garbage collector or from the tables of its own allocator have no source here, and say so.

use crate::counting::{self, as_the_profiler};
use pprof_alloc::allocator::AllocatorSpecificDetails;
use serde::Serialize;
use std::fmt::Write;

/// The memory of this process at one time.
#[derive(Debug, Serialize)]
pub(crate) struct Memory {
    /// Go's rows, in Go's order, under Go's names.
    memstats: Vec<Row>,
    /// What is beside them: the profile's sum, and the kernel's view.
    beside: Vec<Row>,
}

/// A figure, or why there is none.
#[derive(Debug, Serialize)]
struct Row {
    name: &'static str,
    value: Option<u64>,
    /// What the figure is here, or why there is none.
    why: &'static str,
}

/// The stacks at which something was allocated, and those at which some of it is still in use.
pub(crate) fn profile_counts() -> (u64, u64) {
    let profile = as_the_profiler(|| pprof_alloc::snapshot().pprof);
    (profile.total_stacks, profile.live_stacks)
}

const NO_COLLECTOR: &str = "Rust has no garbage collector: what nobody owns any more is freed at once";
const GO_ALLOCATOR: &str = "a table of Go's allocator; malloc keeps its tables in the blocks themselves";

impl Memory {
    /// Reads all three sources, one after the other: while the service works, they are not of the same instant.
    pub(crate) fn read() -> Self {
        let counted = counting::of_the_program();
        let profilers = counting::of_the_profiler();
        let snapshot = as_the_profiler(pprof_alloc::snapshot);
        let live = counted.allocated.saturating_sub(counted.freed);
        let live_of_profiler = profilers.allocated.saturating_sub(profilers.freed);
        let malloc = snapshot.allocator.specific.as_ref().map(|AllocatorSpecificDetails::Glibc(malloc)| malloc);
        let some = |name, value: u64, why| Row { name, value: Some(value), why };
        let none = |name, why| Row { name, value: None, why };
        let of_malloc = |name, value: Option<u64>, why| match value {
            Some(value) => some(name, value, why),
            None => none(name, "malloc does not say: this needs the GNU C library"),
        };
        let memstats = vec![
            some("Alloc", live, "bytes requested and not freed; the same as HeapAlloc, as in Go"),
            some(
                "TotalAlloc",
                counted.allocated,
                "bytes requested since the start; a reallocation adds its full new size",
            ),
            none(
                "Sys",
                "nobody counts it: code, stacks and malloc's memory are mapped by different parties; see Resident",
            ),
            none("Lookups", "pointer lookups of Go's runtime"),
            some("Mallocs", counted.mallocs, "blocks made; a reallocation is one"),
            some("Frees", counted.frees, "blocks freed; a reallocation is one"),
            some("HeapAlloc", live, "bytes requested and not freed"),
            of_malloc(
                "HeapSys",
                malloc.map(|m| m.system_current + m.mmap_current),
                "bytes that malloc holds from the kernel",
            ),
            of_malloc("HeapIdle", malloc.map(|m| m.free_bytes), "bytes that malloc holds and has not given out"),
            of_malloc(
                "HeapInuse",
                malloc.map(|m| m.in_use_bytes),
                "bytes that malloc has given out, its own headers and the profiler's tables included",
            ),
            none("HeapReleased", "malloc does not count what it gave back"),
            some("HeapObjects", counted.mallocs.saturating_sub(counted.frees), "Mallocs - Frees"),
            none("StackInuse", "stacks of threads are mappings of the kernel, and grow without asking anybody"),
            none("StackSys", "stacks of threads are mappings of the kernel, and grow without asking anybody"),
            none("MSpanInuse", GO_ALLOCATOR),
            none("MSpanSys", GO_ALLOCATOR),
            none("MCacheInuse", GO_ALLOCATOR),
            none("MCacheSys", GO_ALLOCATOR),
            some(
                "BuckHashSys",
                live_of_profiler,
                "bytes of the profiler's own tables, which are in HeapInuse and not in HeapAlloc",
            ),
            none("GCSys", NO_COLLECTOR),
            none("OtherSys", "what Go's runtime has beside all this; there is no such runtime"),
            none("NextGC", NO_COLLECTOR),
            none("LastGC", NO_COLLECTOR),
            none("PauseTotalNs", NO_COLLECTOR),
            none("PauseNs", NO_COLLECTOR),
            none("PauseEnd", NO_COLLECTOR),
            none("NumGC", NO_COLLECTOR),
            none("NumForcedGC", NO_COLLECTOR),
            none("GCCPUFraction", NO_COLLECTOR),
            none("EnableGC", NO_COLLECTOR),
            none("DebugGC", NO_COLLECTOR),
            none("BySize", "malloc does not count blocks by size"),
        ];
        let profile = &snapshot.pprof;
        let resident = snapshot.smaps.as_ref();
        let of_kernel = |name, value: Option<u64>, why| match value {
            Some(value) => some(name, value, why),
            None => none(name, "/proc/self/smaps_rollup cannot be read"),
        };
        let beside = vec![
            some("ProfileInuse", profile.inuse_space_bytes, "bytes in use by the profile, before anything is left out"),
            of_malloc(
                "NotInProfile",
                malloc.map(|m| m.in_use_bytes.saturating_sub(profile.inuse_space_bytes)),
                "HeapInuse - ProfileInuse: the profiler's own (BuckHashSys), malloc's headers, and what sampling missed",
            ),
            of_kernel(
                "Resident",
                resident.map(|r| r.rss),
                "bytes of the process that are in memory, as the kernel counts",
            ),
            of_kernel(
                "PrivateDirty",
                resident.map(|r| r.private_dirty),
                "those of them that are this process's alone and changed",
            ),
        ];
        Self { memstats, beside }
    }

    /// The rows as comments behind a profile's text.
    pub(crate) fn write_trailer(&self, text: &mut String) -> std::fmt::Result {
        for (title, rows) in [("runtime.MemStats", &self.memstats), ("beside MemStats", &self.beside)] {
            writeln!(text, "\n# {title}")?;
            for Row { name, value, why } in rows {
                match value {
                    Some(value) => writeln!(text, "# {name} = {value}")?,
                    None => writeln!(text, "# {name}: {why}")?,
                }
            }
        }
        Ok(())
    }
}
