//! A pool of buffers: the smallest that does its work, with the limit that such pools often lack.

use std::sync::{Mutex, MutexGuard, PoisonError};

// ANCHOR: pool
/// Buffers that are free.
pub struct Pool {
    free: Mutex<Vec<Vec<u8>>>,
    /// A buffer with more room than this is dropped when it comes back.
    limit: usize,
}

impl Pool {
    /// An empty pool.
    pub const fn new(limit: usize) -> Self {
        Self { free: Mutex::new(Vec::new()), limit }
    }

    /// A buffer that came back, or a new one without room.
    pub fn take(&self) -> Vec<u8> {
        self.free().pop().unwrap_or_default()
    }

    /// Takes a buffer back.
    pub fn give_back(&self, mut buffer: Vec<u8>) {
        if buffer.capacity() <= self.limit {
            buffer.clear();
            self.free().push(buffer); // heap: may
        }
    }
}
// ANCHOR_END: pool

impl Pool {
    /// The bytes that its buffers have room for.
    pub fn room(&self) -> usize {
        self.free().iter().map(Vec::capacity).sum()
    }

    fn free(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
