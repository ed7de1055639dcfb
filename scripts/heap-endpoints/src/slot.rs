//! One at a time. Whoever comes while one is made or sent is told when to come again.

use axum::body::Bytes;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Room for one answer, from its making until it is sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slot {
    /// When the answer that is being made should be done.
    busy_until: Arc<Mutex<Option<Instant>>>,
}

/// The slot is taken.
#[derive(Debug)]
pub(crate) struct Busy {
    /// In how many seconds to come again.
    pub(crate) come_again: u64,
}

/// Holds the slot until it is dropped, also when the client has gone away.
#[derive(Debug)]
pub(crate) struct Guard(Slot);

impl Slot {
    /// Takes the slot for an answer that takes about this long, if nobody has it.
    pub(crate) fn take(&self, takes: Duration) -> Result<Guard, Busy> {
        let mut busy_until = self.busy_until.lock().unwrap_or_else(PoisonError::into_inner);
        match *busy_until {
            Some(until) => Err(Busy { come_again: until.saturating_duration_since(Instant::now()).as_secs() + 1 }),
            None => {
                *busy_until = Some(Instant::now() + takes);
                Ok(Guard(self.clone()))
            }
        }
    }
}

impl Guard {
    /// A body that holds the slot as long as it is in memory: until its last byte is written to the connection, or the connection is gone.
    ///
    /// A guard beside the bytes would not do: an HTTP library drops the body when it has queued the bytes.
    pub(crate) fn until_sent(self, body: impl Into<Vec<u8>>) -> Bytes {
        Bytes::from_owner(Held { body: body.into(), _guard: self })
    }
}

/// Bytes, and the slot that they have.
struct Held {
    body: Vec<u8>,
    _guard: Guard,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.body
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        *self.0.busy_until.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
