//! A buffer from a pool that all threads share, and back into it: a lock twice, and no block.

use crate::pool::Pool;
use crate::work::read;
use declaration::Prepared;

// ANCHOR: run
/// Takes a buffer out of the pool, writes a short message into it, and gives it back.
#[inline(never)]
pub fn message(pool: &Pool) -> u64 {
    let mut buffer = pool.take();
    buffer.extend_from_slice(&[7; 64]); // heap: may
    let answer = read(&buffer);
    pool.give_back(buffer);
    answer
}
// ANCHOR_END: run

/// A pool with one buffer of so much room.
pub fn prepare(room: usize) -> Prepared {
    let pool = Pool::new(usize::MAX);
    pool.give_back(Vec::with_capacity(room)); // heap: 1
    Box::new(move || message(&pool)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a pool behind a Mutex", prepared(prepare))
    .alone()
    .answers(|_| crate::MESSAGE)
    .exact(|_| declaration::Exact::NONE)
    .against("block_fresh");
