//! What do collections, pools, slices and arenas keep, which call of `bytes` allocates, and how long does a drop take?

use anyhow::{Context, Result};
use bumpalo::Bump;
use bytes::{Buf, BufMut, Bytes, BytesMut};
use count_allocations::count;
use harness::Findings;
use pools_and_scratch::pool::Pool;
use pools_and_scratch::work::{LARGE, LIMIT};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hint::black_box;
use std::mem::{self, ManuallyDrop};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    kept(findings);
    pools(findings);
    calls_of_bytes(findings);
    rooms_of_bytes_mut(findings);
    arenas(findings);
    drops(findings);
}

// ANCHOR: kept
/// The bytes that are live when `empty` has emptied what had a mebibyte.
fn live<T>(make: impl FnOnce() -> T, empty: impl FnOnce(&mut T)) -> i64 {
    let (_kept, counts) = count(|| {
        let mut kept = make();
        empty(&mut kept);
        kept
    });
    counts.end_bytes
}
// ANCHOR_END: kept

fn kept(findings: &mut Findings) {
    let full = || vec![7_u8; LARGE];
    let mut is = |key: &str, how: &str, bytes: i64| {
        let how = format!("bytes that are live after {how}, of a mebibyte");
        findings.exact(["kept", key], how).found(bytes);
    };
    is("vec_clear", "Vec::clear", live(full, Vec::clear));
    is("vec_truncate", "Vec::truncate(0)", live(full, |vec| vec.truncate(0)));
    is("vec_drain", "Vec::drain(..)", live(full, |vec| drop(vec.drain(..))));
    is("vec_retain", "Vec::retain of nothing", live(full, |vec| vec.retain(|_| false)));
    is("vec_take", "mem::take of a Vec", live(full, |vec| drop(mem::take(vec))));
    is("vec_into_iter", "reading mem::take(&mut vec).into_iter()", {
        live(full, |vec| assert_eq!(mem::take(vec).into_iter().map(u64::from).sum::<u64>(), 7 << 20))
    });
    is("vec_shrink_to", "Vec::clear and shrink_to(4096)", {
        live(full, |vec| {
            vec.clear();
            vec.shrink_to(LIMIT);
        })
    });
    is("vec_shrink_to_fit", "Vec::clear and shrink_to_fit", {
        live(full, |vec| {
            vec.clear();
            vec.shrink_to_fit();
        })
    });
    is("string_clear", "String::clear", live(|| "a".repeat(LARGE), String::clear));
    is("deque_clear", "VecDeque::clear", live(|| VecDeque::from(full()), VecDeque::clear));
    let numbers = || (0..(LARGE / 32) as u64).map(|number| (number, [number; 3]));
    is("map_clear", "HashMap::clear", live(|| numbers().collect::<HashMap<_, _>>(), HashMap::clear));
    is("tree_clear", "BTreeMap::clear", live(|| numbers().collect::<BTreeMap<_, _>>(), BTreeMap::clear));
    is("bytes_mut_clear", "BytesMut::clear", live(|| BytesMut::zeroed(LARGE), BytesMut::clear));
    is("bytes_mut_split", "BytesMut::split, whose result is dropped", {
        live(|| BytesMut::zeroed(LARGE), |bytes| drop(bytes.split()))
    });
}

/// How many connections there are.
const CONNECTIONS: usize = 100;

fn pools(findings: &mut Findings) {
    for (key, limit, what) in [("all", usize::MAX, "any buffer"), ("some", LIMIT, "buffers of up to 4096 bytes")] {
        let how = format!(
            "mebibytes that a pool that keeps {what} has room for, when 100 connections were served at once, \
             and then each had a large message of a mebibyte, one after the other"
        );
        findings.exact(["pool", key], how).found(served(&Pool::new(limit)) >> 20);
    }
    let how = "the same of a pool that keeps any buffer, where a connection has one only while it has a message";
    let pool = Pool::new(usize::MAX);
    for _ in 0..CONNECTIONS {
        let mut buffer = pool.take();
        buffer.resize(LARGE, 7);
        pool.give_back(buffer);
    }
    findings.exact(["pool", "borrowed"], how).found(pool.room() >> 20);
    let how = "the same where each connection has a buffer of its own that is cleared";
    let own = || -> Vec<Vec<u8>> { (0..CONNECTIONS).map(|_| Vec::with_capacity(100)).collect() };
    findings.exact(["pool", "own"], how).found({
        let mut buffers = own();
        for buffer in &mut buffers {
            buffer.resize(LARGE, 7);
            buffer.clear();
        }
        buffers.iter().map(Vec::capacity).sum::<usize>() >> 20
    });
}

/// Serves a hundred connections at once, then a large message on each, one after the other.
fn served(pool: &Pool) -> usize {
    let mut buffers: Vec<_> = (0..CONNECTIONS).map(|_| pool.take()).collect();
    for buffer in &mut buffers {
        buffer.extend_from_slice(&[7; 100]);
    }
    // Each connection has its buffer still when its large message comes.
    for mut buffer in buffers {
        buffer.resize(LARGE, 7);
        pool.give_back(buffer);
    }
    pool.room()
}

/// How often a call allocates, and what for.
fn calls_of_bytes(findings: &mut Findings) {
    let mut is = |key: &str, how: &str, counts: count_allocations::Counts| {
        let how = format!("allocations and reallocations of {how}");
        findings.exact(["call", key], how).found(counts.allocations + counts.reallocations);
    };
    let full = || vec![7_u8; 1_000];
    let with_spare = || {
        let mut vec = Vec::with_capacity(2_000);
        vec.resize(1_000, 7_u8);
        vec
    };
    let vec = full();
    is("from_full", "Bytes::from of a Vec without spare room", count(|| Bytes::from(vec)).1);
    let vec = with_spare();
    is("from_spare", "Bytes::from of a Vec with spare room", count(|| Bytes::from(vec)).1);
    is("from_static", "Bytes::from_static and a clone", count(|| Bytes::from_static(b"ready").clone()).1);
    is("copied", "Bytes::copy_from_slice", count(|| Bytes::copy_from_slice(b"ready")).1);
    let bytes = Bytes::from(full());
    is("first_clone", "the first clone of Bytes that were a full Vec", count(|| bytes.clone()).1);
    is("second_clone", "the second clone", count(|| bytes.clone()).1);
    let whole = bytes.clone();
    drop(bytes);
    is("into_vec_alone", "Vec::from of Bytes that nobody else has", count(|| Vec::from(whole)).1);
    let bytes = Bytes::from(full());
    let other = bytes.clone();
    is("into_vec_shared", "Vec::from of Bytes that are shared", count(|| Vec::from(bytes)).1);
    drop(other);
    let mut buffer = BytesMut::with_capacity(64);
    buffer.resize(64, 7);
    is("freeze_full", "BytesMut::freeze of a full buffer", count(|| buffer.freeze()).1);
    let mut buffer = BytesMut::with_capacity(64);
    buffer.resize(63, 7);
    is("freeze_spare", "BytesMut::freeze of a buffer with a byte to spare", count(|| buffer.freeze()).1);
    let mut buffer = BytesMut::with_capacity(64);
    buffer.resize(64, 7);
    is("split", "the first BytesMut::split of a buffer", count(|| buffer.split()).1);
    let mut buffer = BytesMut::with_capacity(64);
    buffer.resize(64, 7);
    is("chunk_mut", "BytesMut::chunk_mut of a full buffer", count(|| buffer.chunk_mut().len()).1);
    let mut buffer = BytesMut::with_capacity(64);
    is("put_slice", "BytesMut::put_slice of more than there is room for", count(|| buffer.put_slice(&[7; 65])).1);
    let (owned, counts) = count(|| Bytes::from_owner(b"ready"));
    is("from_owner", "Bytes::from_owner", counts);
    drop(owned);
}

// ANCHOR: rooms
fn rooms_of_bytes_mut(findings: &mut Findings) {
    // A buffer whose first half was split off and dropped asks for the room that it had.
    let mut buffer = BytesMut::zeroed(1_000);
    drop(buffer.split_to(500));
    let before = buffer.capacity();
    let ((), counts) = count(|| buffer.reserve(500));
    let how =
        "allocations and reallocations of reserve(500) on the second half of a buffer of 1000, when the first is gone";
    findings.exact("reserve_second_half", how).found(counts.allocations + counts.reallocations);
    findings.exact("room_before_reserve", "its capacity before").found(before);
    findings.exact("room_after_reserve", "its capacity after").found(buffer.capacity());
    // Four bytes are written and read again and again, at the front of what is left of the block.
    let mut buffer = BytesMut::with_capacity(16);
    let ((), counts) = count(|| {
        for _ in 0..10_000 {
            buffer.reserve(4);
            buffer.put_slice(b"leak");
            buffer.advance(4);
        }
    });
    let how = "allocations and reallocations of 10000 rounds of reserve(4), put_slice of 4 bytes and advance(4)";
    findings.exact("advanced", how).found(counts.allocations + counts.reallocations);
    findings
        .exact("room_after_advance", "bytes of the block that the buffer has then")
        .found(Vec::from(buffer).capacity());
    // A buffer that was large once and whose content was given away asks for little.
    let mut buffer = BytesMut::zeroed(64 << 10);
    let frozen = buffer.split().freeze();
    let ((), counts) = count(|| buffer.reserve(1));
    let how = "bytes that reserve(1) requests on an empty buffer that was made with 64 KiB and given away by split";
    findings.exact("reserve_one", how).found(counts.requested_bytes);
    drop(frozen);
}
// ANCHOR_END: rooms

fn arenas(findings: &mut Findings) {
    let fill = |arena: &Bump| {
        for number in 0..1_000_u64 {
            arena.alloc([number; 8]);
        }
    };
    let mut arena = Bump::new();
    let (end, counts) = count(|| {
        fill(&arena);
        arena.allocated_bytes_including_metadata()
    });
    findings
        .exact("arena_requested", "bytes that 1000 values of 64 bytes make a new Bump request")
        .found(counts.requested_bytes);
    findings.exact("arena_chunks", "in so many blocks").found(counts.allocations);
    findings.exact("arena_live", "the bytes of its chunks").found(end);
    let ((), counts) = count(|| arena.reset());
    findings.exact("arena_reset_freed", "blocks that reset() frees").found(counts.deallocations);
    let kept = arena.allocated_bytes_including_metadata();
    findings.exact("arena_reset_kept", "bytes that the Bump keeps after reset()").found(kept);
    let again: Vec<u64> = (0..3)
        .map(|_| {
            let ((), counts) = count(|| fill(&arena));
            arena.reset();
            counts.allocations
        })
        .collect();
    let again: Vec<i64> = again.into_iter().map(|count| i64::try_from(count).unwrap_or(i64::MAX)).collect();
    findings.exact("arena_again", "blocks for the same values again, after each of three resets").found(again);
    let dropped = std::rc::Rc::new(());
    let arena = Bump::new();
    arena.alloc(std::rc::Rc::clone(&dropped));
    drop(arena);
    findings
        .exact("arena_undropped", "owners of an Rc of which one was in a Bump that is gone")
        .found(std::rc::Rc::strong_count(&dropped));
    let dropped = std::rc::Rc::new(());
    let arena = typed_arena::Arena::new();
    arena.alloc(std::rc::Rc::clone(&dropped));
    drop(arena);
    findings
        .exact("typed_arena_dropped", "the same for a typed_arena::Arena")
        .found(std::rc::Rc::strong_count(&dropped));
}

/// How many boxes are dropped.
const BOXES: u64 = 1_000_000;

type Boxes = Vec<Box<[u64; 8]>>;

fn boxes() -> Boxes {
    (0..BOXES).map(|number| Box::new(black_box([number; 8]))).collect()
}

/// The middle one of nine times of `drop`, each with boxes made before it.
fn middle(mut drop: impl FnMut(Boxes)) -> Duration {
    let mut times: Vec<_> = (0..9)
        .map(|_| {
            let boxes = boxes();
            let began = Instant::now();
            drop(boxes);
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// A time, to three digits or so.
fn shown(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds < 1e-6 => format!("{:.0} ns", seconds * 1e9),
        seconds if seconds < 1e-3 => format!("{:.1} µs", seconds * 1e6),
        seconds => format!("{:.1} ms", seconds * 1e3),
    }
}

/// How long the thread that has a million boxes is busy with getting rid of them.
fn drops(findings: &mut Findings) {
    let child = findings.child("drops", || -> Result<()> {
        let made = (0..9).map(|_| {
            let began = Instant::now();
            let boxes = black_box(boxes());
            let time = began.elapsed();
            drop(boxes);
            time
        });
        let mut made: Vec<_> = made.collect();
        made.sort_unstable();
        let here = middle(drop);
        let (sender, receiver) = mpsc::sync_channel::<Boxes>(1);
        let other = thread::spawn(move || receiver.into_iter().for_each(drop));
        let there = middle(|boxes| {
            // It has room, unless the other thread is a whole list behind.
            assert!(sender.send(boxes).is_ok());
        });
        drop(sender);
        other.join().ok().context("the other thread panicked")?;
        let forgotten = middle(|boxes| {
            black_box(&*ManuallyDrop::new(boxes));
        });
        for (key, time) in [("made", made[4]), ("here", here), ("there", there), ("forgotten", forgotten)] {
            println!("{key} {}", shown(time));
        }
        Ok(())
    });
    let output = harness::Shared::new(|| -> Result<String> { Ok(String::from_utf8(child.output()?.stdout)?) });
    for (key, what) in [
        ("made", "making them"),
        ("here", "dropping them"),
        ("there", "sending them to a thread that drops them"),
        ("forgotten", "forgetting them"),
    ] {
        let how = format!(
            "the time of {what}, of 1000000 boxes of 64 bytes, the middle one of nine, in a process of its own"
        );
        findings.observed(["drop", key], how).slow().in_release().by(|| -> Result<String> {
            let line = output.get()?.lines().find_map(|line| line.strip_prefix(key)).context("no such line")?;
            Ok(line.trim().to_owned())
        });
    }
}
