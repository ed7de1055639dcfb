//! What is known of a log once it is read?
//!
//! The same in every variant. What a variant allocates for it, it allocates in its own lines: nothing in this module does.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

/// A map by text. Its hasher has no random keys, so that every run visits the entries in the same order.
pub type Map<T> = HashMap<String, T, BuildHasherDefault<DefaultHasher>>;

/// How many clients the list of the slowest has.
pub const SLOWEST: usize = 10;

/// What a log says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// By method and the first two segments of the path, such as `GET /shop/items`.
    pub routes: Map<Route>,
    /// By address.
    pub clients: Map<Client>,
    /// How many lines are not understood.
    pub damaged: u64,
}

/// What a log says of the requests to one route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// How many there were.
    pub hits: u64,
    /// How many were answered with a status of 500 or above.
    pub failures: u64,
    /// The bytes of their answers.
    pub bytes: u64,
}

/// What a log says of the requests of one client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Client {
    /// How many there were.
    pub hits: u64,
    /// How long their answers took, in microseconds.
    pub micros: u64,
}

impl Route {
    /// Takes in a request. Sums stay at the largest number rather than overflow.
    #[inline]
    pub fn add(&mut self, status: u64, bytes: u64) {
        self.hits += 1;
        self.failures += u64::from(status >= 500);
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

impl Client {
    /// Takes in a request. Sums stay at the largest number rather than overflow.
    #[inline]
    pub fn add(&mut self, micros: u64) {
        self.hits += 1;
        self.micros = self.micros.saturating_add(micros);
    }

    /// How long an answer took on average, in microseconds, rounded down.
    #[inline]
    pub fn mean(&self) -> u64 {
        self.micros / self.hits.max(1)
    }
}

impl Summary {
    /// A number that tells summaries apart, and lists of the slowest clients, which are in an order; the maps are in none.
    pub fn digest<'a>(&self, slowest: impl Iterator<Item = (&'a str, u64)>) -> u64 {
        let routes = self.routes.iter().map(|(key, route)| hash(key, [route.hits, route.failures, route.bytes]));
        let clients = self.clients.iter().map(|(key, client)| hash(key, [client.hits, client.micros, 0]));
        let entries = routes.chain(clients).fold(self.damaged, u64::wrapping_add);
        slowest.fold(entries, |digest, (client, mean)| digest.wrapping_mul(31).wrapping_add(hash(client, [mean, 0, 0])))
    }
}

/// FNV-1a of a text and three numbers.
fn hash(text: &str, numbers: [u64; 3]) -> u64 {
    let bytes = text.bytes().chain(numbers.into_iter().flat_map(u64::to_le_bytes));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
