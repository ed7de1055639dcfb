//! `resize` makes room once: for what is needed, or twice the capacity if that is more, or at first 4 words.
//!
//! To a smaller length it drops the elements, and keeps the block.

// ANCHOR: run
#[inline(never)]
fn resize(numbers: &mut Vec<u64>, length: usize) {
    numbers.resize(length, 1); // heap: may
}

/// One block for 100, reallocated for 200 where 101 are needed; none for 10.
#[inline(never)]
pub fn run() -> u64 {
    let mut numbers = Vec::new();
    resize(&mut numbers, 100);
    resize(&mut numbers, 101);
    resize(&mut numbers, 10);
    numbers.iter().sum::<u64>() + numbers.capacity() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`resize` to 100, to 101 and to 10", run)
    .answers(|_| 10 + 200)
    .exact(|_| crate::doubled(800, 1));
