//! What a reader's own benchmark looks like: without the counter, because a program that counts is another program than the one whose
//! times are wanted.

#![allow(missing_docs, reason = "criterion's macros make public functions")]

/// Stands for the reader's library.
mod own {
    pub(super) fn sum(numbers: &[u64]) -> u64 {
        numbers.iter().sum()
    }
}

// ANCHOR: bench
use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;

fn times(criterion: &mut Criterion) {
    criterion.bench_function("sum", |bencher| bencher.iter(|| own::sum(black_box(&[1, 2, 3]))));
}

criterion_group!(benches, times);
criterion_main!(benches);
// ANCHOR_END: bench
