//! The same in an arena: what was replaced stays until the arena goes.

use crate::work::{LENGTH, MESSAGES};
use bumpalo::Bump;
use std::hint::black_box;

// ANCHOR: run
#[inline(never)]
fn load(arena: &Bump, number: u64) -> &[u8; LENGTH] {
    arena.alloc(black_box([number as u8; LENGTH])) // heap: may
}

/// Replaces a value of a hundred bytes a thousand times.
#[inline(never)]
pub fn run() -> u64 {
    let mut answer = 0;
    let arena = Bump::new(); // heap: elided
    let mut current = load(&arena, 0);
    for number in 1..=MESSAGES {
        current = load(&arena, number);
        answer += u64::from(black_box(current)[LENGTH - 1]);
    }
    answer + u64::from(current[0]) - u64::from(MESSAGES as u8)
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a value replaced 1000 times: Bump", run)
    .answers(|_| (1..=crate::work::MESSAGES).map(|number| number & 255).sum())
    .exact(|_| crate::chunks(8))
    .against("replaced_boxed");
