//! The runs: which burst, in how many threads, what of it stays, and under which settings of malloc.

use memory_probe::{Burst, Heap, Run, bursts, pages};
use memory_that_stays::work::{LONG, bytes};
use memory_that_stays::{in_batches, large_buffers, long_texts, mixed_blocks, one_buffer, short_texts};
use record::memory::{PageMap, Seen};
use std::io;
use std::time::Duration;

/// Payload of each burst.
const BYTES: usize = bytes(256);

/// Threads of the runs with several.
const THREADS: usize = 4;

// ANCHOR: dropped
/// Two bursts of which everything is dropped.
fn dropped<T>(threads: usize, make: fn(usize) -> T, wait: Duration) -> io::Result<Vec<Seen>> {
    bursts(&Burst { bytes: BYTES, threads, make, release: drop }, wait)
}
// ANCHOR_END: dropped

// ANCHOR: last_kept
/// Two bursts, of each of which the last block is kept: the answer to a request, a line of a log.
fn last_kept<B: Send>(threads: usize, make: fn(usize) -> Vec<B>, wait: Duration) -> io::Result<Vec<Seen>> {
    bursts(&Burst { bytes: BYTES, threads, make, release: |mut blocks: Vec<B>| blocks.pop() }, wait)
}
// ANCHOR_END: last_kept

// ANCHOR: some_kept
/// Texts, and room for those that are kept.
type Cached = (Vec<String>, Vec<String>);

/// Texts of which each hundredth goes into a cache when the others are dropped.
fn texts_and_a_cache(bytes: usize) -> Cached {
    let cache = Vec::with_capacity(bytes / LONG / EACH + 1);
    (long_texts::make(bytes), cache)
}

fn keep_some((texts, mut cache): Cached) -> Vec<String> {
    cache.extend(texts.into_iter().step_by(EACH));
    cache
}
// ANCHOR_END: some_kept

/// Which text is kept.
const EACH: usize = 100;

fn some_kept(wait: Duration) -> io::Result<Vec<Seen>> {
    bursts(&Burst { bytes: BYTES, threads: 1, make: texts_and_a_cache, release: keep_some }, wait)
}

/// Resident, in per cent of the peak: where nothing to speak of but the list of the blocks went back to the kernel, and where nearly all of it did.
const STAYS: [u64; 2] = [75, 100];
const GOES: [u64; 2] = [0, 5];
/// Where a part of it did.
const PARTLY: [u64; 2] = [10, 60];

/// No list of blocks that are not merged, and no cache of a thread.
const MERGED: &[(&str, &str)] = &[("GLIBC_TUNABLES", "glibc.malloc.mxfast=0")];
const UNCACHED: &[(&str, &str)] = &[("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0")];
const UNTRIMMED: &[(&str, &str)] = &[("MALLOC_TRIM_THRESHOLD_", "1000000000")];
const MAPPED: &[(&str, &str)] = &[("MALLOC_MMAP_THRESHOLD_", "131072")];
const ONE_ARENA: &[(&str, &str)] = &[("MALLOC_ARENA_MAX", "1")];

// ANCHOR: runs
/// The runs, in the order of the page.
pub(crate) const RUNS: &[Run] = &[
    Run::new("short", "texts of 100 B", |wait| dropped(1, short_texts::make, wait)).holds(&[
        ("dropped", STAYS),
        ("later", STAYS),
        ("trimmed", GOES),
    ]),
    Run::new("short_merged", "texts of 100 B", |wait| dropped(1, short_texts::make, wait)).under(MERGED).holds(&[
        ("dropped", GOES),
        ("second_dropped", GOES),
        ("trimmed", GOES),
    ]),
    Run::new("long", "texts of 200 B", |wait| dropped(1, long_texts::make, wait))
        .holds(&[("dropped", GOES), ("trimmed", GOES)]),
    Run::new("long_last_kept", "texts of 200 B, the last one kept", |wait| last_kept(1, long_texts::make, wait))
        .holds(&[("dropped", STAYS), ("later", STAYS), ("trimmed", GOES)]),
    Run::new("long_some_kept", "texts of 200 B, each 100th kept", some_kept).holds(&[
        ("dropped", STAYS),
        ("later", STAYS),
        ("trimmed", PARTLY),
    ]),
    Run::new("long_untrimmed", "texts of 200 B", |wait| dropped(1, long_texts::make, wait)).under(UNTRIMMED).holds(&[
        ("dropped", STAYS),
        ("later", STAYS),
        ("trimmed", GOES),
    ]),
    Run::new("mixed", "blocks from 16 B to 256 KiB", |wait| dropped(1, mixed_blocks::make, wait)).holds(&[
        ("dropped", PARTLY),
        ("later", PARTLY),
        ("trimmed", GOES),
    ]),
    Run::new("mixed_mapped", "blocks from 16 B to 256 KiB", |wait| dropped(1, mixed_blocks::make, wait))
        .under(MAPPED)
        .holds(&[("dropped", PARTLY), ("trimmed", GOES)]),
    Run::new("mixed_uncached", "blocks from 16 B to 256 KiB", |wait| dropped(1, mixed_blocks::make, wait))
        .under(UNCACHED)
        .holds(&[("dropped", GOES), ("second_dropped", GOES), ("trimmed", GOES)]),
    Run::new("large", "buffers of 1 MiB", |wait| dropped(1, large_buffers::make, wait)).holds(&[
        ("dropped", GOES),
        ("later", GOES),
        ("trimmed", GOES),
    ]),
    Run::new("large_last_kept", "buffers of 1 MiB, the last one kept", |wait| last_kept(1, large_buffers::make, wait))
        .holds(&[("dropped", GOES), ("second_dropped", [75, 105]), ("trimmed", GOES)]),
    Run::new("large_last_kept_mapped", "buffers of 1 MiB, the last one kept", |wait| {
        last_kept(1, large_buffers::make, wait)
    })
    .under(MAPPED)
    .holds(&[("dropped", GOES), ("second_dropped", GOES), ("trimmed", GOES)]),
    Run::new("short_threads", "texts of 100 B, 4 threads", |wait| dropped(THREADS, short_texts::make, wait))
        .holds(&[("dropped", STAYS), ("later", STAYS)]),
    Run::new("short_threads_last_kept", "texts of 100 B, the last of each thread kept, 4 threads", |wait| {
        last_kept(THREADS, short_texts::make, wait)
    })
    .holds(&[("dropped", STAYS), ("later", STAYS)]),
    Run::new("short_threads_one_arena", "texts of 100 B, 4 threads", |wait| dropped(THREADS, short_texts::make, wait))
        .under(ONE_ARENA)
        .holds(&[("dropped", STAYS), ("later", STAYS)]),
    Run::new("long_threads", "texts of 200 B, 4 threads", |wait| dropped(THREADS, long_texts::make, wait)),
    Run::new("long_threads_one_arena", "texts of 200 B, 4 threads", |wait| dropped(THREADS, long_texts::make, wait))
        .under(ONE_ARENA),
    Run::new("long_threads_uncached", "texts of 200 B, 4 threads", |wait| dropped(THREADS, long_texts::make, wait))
        .under(UNCACHED),
    Run::new("mixed_threads", "blocks from 16 B to 256 KiB, 4 threads", |wait| {
        dropped(THREADS, mixed_blocks::make, wait)
    }),
    Run::new("large_threads", "buffers of 1 MiB, 4 threads", |wait| dropped(THREADS, large_buffers::make, wait)),
    Run::new("one_buffer", "texts of 100 B in one buffer", |wait| dropped(1, one_buffer::make, wait))
        .holds(&[("dropped", GOES), ("trimmed", GOES)]),
    Run::new("one_buffer_mapped", "texts of 100 B in one buffer", |wait| dropped(1, one_buffer::make, wait))
        .under(MAPPED)
        .holds(&[("dropped", GOES), ("second_dropped", GOES), ("trimmed", GOES)]),
    Run::new("batches", "texts of 100 B, a thousand at a time", |wait| dropped(1, in_batches::make, wait)),
];
// ANCHOR_END: runs

/// Payload of a heap that is drawn.
const DRAWN: usize = bytes(1);

/// The heaps that are drawn.
pub(crate) const HEAPS: &[Heap] =
    &[Heap { name: "last_kept", draw: draw_last_kept }, Heap { name: "some_kept", draw: draw_some_kept }];

fn draw_last_kept() -> io::Result<PageMap> {
    pages::draw(
        ["last_kept", "texts of 200 B, of which the last one is kept"],
        pages::Drawn {
            make: || long_texts::make(DRAWN),
            release: |mut texts: Vec<String>| texts.pop(),
            spans: list,
            kept_spans: |kept: &Option<String>, span: pages::Span<'_>| kept.iter().for_each(|text| block(text, span)),
        },
    )
}

fn draw_some_kept() -> io::Result<PageMap> {
    pages::draw(
        ["some_kept", "texts of 200 B, of which each hundredth is kept"],
        pages::Drawn {
            make: || texts_and_a_cache(DRAWN),
            release: keep_some,
            spans: |(texts, cache): &Cached, span: pages::Span<'_>| {
                list(texts, span);
                list(cache, span);
            },
            kept_spans: list,
        },
    )
}

/// The block of a list, and that of each of its texts.
fn list(texts: &Vec<String>, span: pages::Span<'_>) {
    span(texts.as_ptr().addr(), texts.capacity() * size_of::<String>());
    texts.iter().for_each(|text| block(text, span));
}

fn block(text: &str, span: pages::Span<'_>) {
    span(text.as_ptr().addr(), text.len());
}
