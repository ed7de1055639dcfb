//! What does a heap profile say? dhat is the allocator of this program, declared in the program that a reader copies.

mod blame;
mod own_program;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// There is one profiler at a time.
fn one_profiler() -> MutexGuard<'static, ()> {
    static PROFILER: Mutex<()> = Mutex::new(());
    PROFILER.lock().unwrap_or_else(PoisonError::into_inner)
}
