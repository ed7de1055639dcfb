//! Loads that wait for each other, through a block that stays.
//!
//! Each line of the block holds the number of the next one, in an order without pattern, so that no load can begin before the one before it has ended.
//! Where the block is larger than the caches, almost every load misses them, and most of them miss the buffer for page addresses (TLB), too.

use declaration::Prepared;

// ANCHOR: run
/// What a cache holds together.
#[repr(align(64))]
#[derive(Clone)]
pub struct Line {
    next: usize,
    loaded: u64,
}

/// How many loads there are in a call.
pub const LOADS: u64 = 64;

/// Goes on from a line, a number of loads, and answers with the sum of what the lines hold.
#[inline(never)]
pub fn chase(lines: &[Line], at: &mut usize) -> u64 {
    let mut sum = 0;
    for _ in 0..LOADS {
        let line = &lines[*at];
        *at = line.next;
        sum += line.loaded;
    }
    sum
}
// ANCHOR_END: run

/// Lines in one ring without a pattern, by Sattolo's algorithm; each holds 1.
fn ring(lines: usize) -> Vec<Line> {
    let mut ring: Vec<Line> = (0..lines).map(|next| Line { next, loaded: 1 }).collect(); // heap: 1
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for last in (1..lines).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let other = (state % last as u64) as usize;
        let next = ring[last].next;
        ring[last].next = ring[other].next;
        ring[other].next = next;
    }
    ring
}

/// Makes the block. Each call goes on where the one before ended.
pub fn prepare(size: usize) -> Prepared {
    let (lines, mut at) = (ring(size / size_of::<Line>()), 0);
    Box::new(move || chase(&lines, &mut at)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("64 loads, each from where the one before points, in a block that stays", prepared(prepare))
        .at(&[4096, 1 << 20, 64 << 20])
        .alone()
        .answers(|_| LOADS)
        .exact(|_| declaration::Exact::NONE);
