//! One profile at a time. Whoever comes while one is made is told when to come again.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Room for one profile.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slot {
    /// When the profile that is being made should be done.
    busy_until: Arc<Mutex<Option<Instant>>>,
}

/// Holds the slot until it is dropped, also when the client has gone away.
#[derive(Debug)]
pub(crate) struct Guard(Slot);

impl Slot {
    /// Takes the slot for a profile that lasts about this long; when it is taken, in how many seconds to come again.
    pub(crate) fn take(&self, lasts: Duration) -> Result<Guard, u64> {
        let mut busy_until = self.busy_until.lock().unwrap_or_else(PoisonError::into_inner);
        match *busy_until {
            Some(until) => Err(until.saturating_duration_since(Instant::now()).as_secs() + 1),
            None => {
                *busy_until = Some(Instant::now() + lasts);
                Ok(Guard(self.clone()))
            }
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        *self.0.busy_until.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
