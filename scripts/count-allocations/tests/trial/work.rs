//! Work that asks the allocator for nothing.

use std::hint::black_box;
use std::sync::OnceLock;

/// How long it takes, in turns of a microsecond or less; `TRIAL_TURNS` says it.
pub(super) fn turns() -> u64 {
    static TURNS: OnceLock<u64> = OnceLock::new();
    *TURNS.get_or_init(|| std::env::var("TRIAL_TURNS").ok().and_then(|turns| turns.parse().ok()).unwrap_or(1000))
}

pub(super) fn work() {
    for turn in 0..turns() {
        black_box((0..1000_u64).map(|number| number ^ turn).sum::<u64>());
    }
}
