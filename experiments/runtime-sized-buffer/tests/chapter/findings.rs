//! What are the sizes, the places and the growth steps of the buffers of this chapter, in the process that asks?

use harness::{Findings, Need, Shared};
use runtime_sized_buffer::{thread_local_scratch, work};
use smallvec::SmallVec;
use std::io::{Error, Result};

/// Declares them.
pub(crate) fn findings(findings: &mut Findings) {
    for (key, bytes, of) in [
        ("size_of_vec", size_of::<Vec<u8>>(), "Vec<u8>"),
        ("size_of_boxed_slice", size_of::<Box<[u8]>>(), "Box<[u8]>"),
        ("size_of_slice", size_of::<&[u8]>(), "&[u8]"),
        ("size_of_small_vec_32", size_of::<SmallVec<[u8; 32]>>(), "SmallVec<[u8; 32]>"),
        ("size_of_small_vec_64", size_of::<SmallVec<[u8; 64]>>(), "SmallVec<[u8; 64]>"),
    ] {
        findings.exact(key, format!("size_of::<{of}>(), in bytes")).found(bytes);
    }
    places(findings);
    steps(findings);
    scratch(findings);
}

// ANCHOR: places
fn places(findings: &mut Findings) {
    let array = [1_u8; 5];
    let vec = vec![1_u8; 5];
    let boxed_vec = Box::new(vec![1_u8; 5]);
    let large_vec = vec![1_u8; work::LARGEST];
    let inline = SmallVec::<[u8; 64]>::from_elem(1, 64);
    let spilled = SmallVec::<[u8; 64]>::from_elem(1, 65);
    let places = [
        ("place_of_array", place(&array)),
        ("place_of_vec_header", place(&vec)),
        ("place_of_vec_elements", place(&vec[0])),
        ("place_of_boxed_vec_header", place(&*boxed_vec)),
        ("place_of_large_vec_elements", place(&large_vec[0])),
        ("place_of_small_vec_inline_elements", place(&inline[0])),
        ("place_of_small_vec_spilled_elements", place(&spilled[0])),
    ];
    // ANCHOR_END: places
    let how = "the address, looked up in /proc/self/maps by the process itself, on its main thread";
    for (key, place) in places {
        findings.exact(key, how).needs(Need::Proc).by(|| place);
    }
}

/// The region of the process that holds the value.
fn place<T>(value: &T) -> Result<&'static str> {
    let address = std::ptr::from_ref(value).addr();
    let maps = std::fs::read_to_string("/proc/self/maps")
        .map_err(|error| Error::other(format!("/proc/self/maps: {error}; the places are found on Linux only")))?;
    let region = maps.lines().find(|line| {
        line.split_once(' ').and_then(|(range, _)| range.split_once('-')).is_some_and(|(start, end)| {
            let bound = |text| usize::from_str_radix(text, 16);
            bound(start).is_ok_and(|start| start <= address) && bound(end).is_ok_and(|end| address < end)
        })
    });
    // address range, permissions, offset, device, inode, and a name where there is one
    match region.map(|line| line.split_whitespace().nth(5)) {
        Some(Some("[stack]")) => Ok("stack"),
        Some(Some("[heap]")) => Ok("heap"),
        Some(None) => Ok("an anonymous mapping"),
        Some(Some(name)) => {
            Err(Error::other(format!("a value of this function is in {name}, which holds no variables")))
        }
        None => Err(Error::other(format!("no region of /proc/self/maps holds {address:#x}"))),
    }
}

fn steps(findings: &mut Findings) {
    let (bytes, moves) = bytes_and_moves();
    let mut words = Vec::new();
    let mut large = Vec::new();
    let mut chunks = Vec::new();
    let mut small = SmallVec::<[u8; 64]>::new();
    findings.exact("steps_of_bytes", "capacities of a Vec<u8> while 1 MiB is pushed").found(bytes);
    let how = "reallocations of the same Vec after which its first byte had another address";
    findings.observed("moves_of_bytes", how).found(moves);
    findings.exact("steps_of_words", "capacities of a Vec<u64> while 1024 words are pushed").found(changes(
        1_024,
        || {
            words.push(0_u64);
            words.capacity()
        },
    ));
    let how = "capacities of a Vec<[u8; 1025]> while 64 elements are pushed";
    findings.exact("steps_of_large_elements", how).found(changes(64, || {
        large.push([0_u8; 1_025]);
        large.capacity()
    }));
    let how = "capacities of a Vec<u8> while 64 chunks of 100 bytes are appended";
    findings.exact("steps_of_chunks", how).found(changes(64, || {
        chunks.extend_from_slice(work::input(100));
        chunks.capacity()
    }));
    let how = "capacities of a SmallVec<[u8; 64]> while 1024 bytes are pushed";
    findings.exact("steps_of_small_vec_64", how).found(changes(1_024, || {
        small.push(0);
        small.capacity()
    }));
}

/// The different values of the capacity, over `times` calls of a growth that answers with it.
fn changes(times: usize, mut grow: impl FnMut() -> usize) -> Vec<i64> {
    let mut steps: Vec<i64> = (0..times).map(|_| grow() as i64).collect();
    steps.dedup();
    steps
}

/// The capacities of a `Vec<u8>` pushed to the largest size, and how many of the steps after the first moved the block.
///
/// Nothing else is allocated in between: a block above this one in the heap would stop it from growing in place.
fn bytes_and_moves() -> (Vec<i64>, usize) {
    let mut steps = Vec::with_capacity(64);
    let mut moves = 0;
    let mut bytes: Vec<u8> = Vec::new();
    while bytes.len() < work::LARGEST {
        let (block, capacity) = (bytes.as_ptr(), bytes.capacity());
        bytes.push(0);
        if bytes.capacity() != capacity {
            steps.push(bytes.capacity() as i64);
            moves += usize::from(capacity != 0 && bytes.as_ptr() != block);
        }
    }
    (steps, moves)
}

fn scratch(findings: &mut Findings) {
    let counted = Shared::new(|| {
        let on_a_fresh_thread = std::thread::spawn(|| {
            let count = |work: fn() -> u64| {
                let (_, counts) = count_allocations::count(work);
                counts.assert_nothing_elsewhere();
                counts
            };
            [
                count(|| thread_local_scratch::run(64)),
                count(|| thread_local_scratch::run(64)),
                count(|| thread_local_scratch::run(work::LARGEST) + thread_local_scratch::run(5)),
            ]
        });
        on_a_fresh_thread.join().map_err(|_| Error::other("the counted thread panicked"))
    });
    let calls = "counted by the gate on a thread that has not called before, 64 bytes";
    findings
        .exact("scratch_first_call", format!("allocations, {calls}"))
        .by(|| Ok::<_, anyhow::Error>(counted.get()?[0].allocations));
    findings
        .exact("scratch_next_call", "allocations of the next such call")
        .by(|| Ok::<_, anyhow::Error>(counted.get()?[1].allocations));
    let how = "bytes still held by that thread after a call for 1 MiB and one for 5 bytes";
    findings.exact("scratch_kept", how).by(|| {
        let [first, _, kept] = counted.get()?;
        Ok::<_, anyhow::Error>(first.end_bytes + kept.end_bytes)
    });
}
