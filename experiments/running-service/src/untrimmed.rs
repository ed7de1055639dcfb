//! The leak: who called is remembered for a page of statistics, and nothing is ever forgotten.
//!
//! No pointer is lost. The map owns every line, the service owns the map, and both live as long as the process: Rust frees what nobody
//! owns any more, and here somebody does.

use crate::message::{Client, RecentClients};

// ANCHOR: remember
/// Remembers that a client came to a route.
#[inline(never)]
pub fn remember(clients: &mut RecentClients, route: &'static str, client: &Client<'_>) {
    let lines = clients.entry(route).or_default(); // heap: may
    // The next line leaks.
    let line = [client.address, " ", client.user_agent].concat(); // heap: may
    lines.push_back(line); // heap: may
}
// ANCHOR_END: remember
