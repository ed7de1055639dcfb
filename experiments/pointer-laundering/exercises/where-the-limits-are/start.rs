//! The limits of a service, at different places. Nothing is to be changed here.

use std::hint::black_box;

/// How many requests a client may send.
#[derive(Clone, Copy)]
pub struct Limits {
    pub per_second: u64,
    pub per_day: u64,
}

const LIMITS: Limits = Limits { per_second: 5, per_day: 20_000 };

/// Lends a local to a function that the optimiser does not know.
pub fn lent() -> u64 {
    let limits = LIMITS;
    black_box(&limits).per_second
}

/// Shows the address of a local, as a number.
pub fn address_shown() -> u64 {
    let limits = LIMITS;
    black_box((&raw const limits).addr());
    limits.per_day
}

/// Shows a box.
pub fn box_shown() -> u64 {
    let limits = Box::new(LIMITS);
    black_box(&limits).per_second
}

/// Goes once round a ring of clients, each of which names the next by its place.
pub fn ring(clients: usize) -> usize {
    let next: Vec<usize> = (0..clients).map(|client| (client + 1) % clients).collect();
    black_box(&next);
    (0..clients).fold(0, |client, _| next[client])
}
