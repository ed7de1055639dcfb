//! The fix: who called is remembered, the oldest is forgotten.

use crate::message::{Client, RecentClients};

/// How many lines a route keeps.
pub const KEPT: usize = 32;

// ANCHOR: remember
/// Remembers that a client came to a route, and forgets the one who came [`KEPT`] calls before.
#[inline(never)]
pub fn remember(clients: &mut RecentClients, route: &'static str, client: &Client<'_>) {
    let lines = clients.entry(route).or_default(); // heap: may
    while lines.len() >= KEPT {
        lines.pop_front();
    }
    let line = [client.address, " ", client.user_agent].concat(); // heap: may
    lines.push_back(line); // heap: may
}
// ANCHOR_END: remember
