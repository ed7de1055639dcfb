//! How much do the heap endpoints hold for their clients, and for how long?

use std::time::Duration;

// ANCHOR: bounds
/// Connections that are open at once. Further ones wait until one of them is closed.
pub(crate) const MOST_CONNECTIONS: usize = 16;

/// Connections that wait to be opened. The kernel has them, and lets clients beyond them try again.
pub(crate) const MOST_WAITING: u32 = 16;

/// Bytes of an answer that the kernel takes from the process before the client reads them. Linux makes it twice as much.
pub(crate) const SEND_BUFFER: u32 = 64 << 10;

/// The time from the first byte of an answer to its last. A client that has not read it by then is cut off.
pub(crate) const SENT_WITHIN: Duration = Duration::from_secs(10);

/// The time from the opening of a connection to its end, whatever the client does: more than the longest difference takes.
pub(crate) const CLOSED_WITHIN: Duration = Duration::from_secs(90);
// ANCHOR_END: bounds
