//! `Arc::make_mut` allocates where the value is shared, and does not where it is owned alone.
//!
//! Which of the two holds is known at run time only; the call is the same.

use std::sync::Arc;

// ANCHOR: run
/// Two blocks: `new`, and the second `make_mut`. The first `make_mut` takes the branch without one.
#[inline(never)]
pub fn run() -> u64 {
    let mut mine = Arc::new([1_u64, 2, 3]); // heap: 1
    Arc::make_mut(&mut mine)[0] = 10; // heap: may
    let theirs = Arc::clone(&mine);
    Arc::make_mut(&mut mine)[0] = 20; // heap: may
    mine[0] + theirs[0]
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("`Arc::make_mut`, owned alone and shared", run)
    .answers(|_| 30)
    .exact(|_| declaration::Exact::together(2, 2 * (crate::COUNTERS + 24)));
