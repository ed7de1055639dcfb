//! What a reader's own test of work on other threads looks like: a program that has the process to itself.

use count_allocations::{CountingAllocator, Counts, count_process};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Stands for the reader's library.
mod own {
    use super::{IntoParallelIterator, ParallelIterator};

    pub(super) fn longest(texts: u64) -> Option<usize> {
        (0..texts).into_par_iter().map(|number| number.to_string().len()).max()
    }

    pub(super) async fn lengths(texts: u64) -> usize {
        let tasks: Vec<_> = (0..texts).map(|number| tokio::spawn(async move { number.to_string().len() })).collect();
        let mut sum = 0;
        for task in tasks {
            sum += task.await.unwrap_or_default();
        }
        sum
    }
}

// ANCHOR: test
/// The figures of the calm run: a pool's own allocations, such as of a queue that grows, come in some runs and not in others.
fn least(mut work: impl FnMut()) -> Counts {
    work();
    let runs = (0..100).map(|_| count_process(&mut work).1);
    runs.min_by_key(|counts| counts.allocations).expect("there are a hundred runs")
}

fn main() {
    let rayon = |texts| least(|| assert!(own::longest(texts).is_some())).allocations;
    assert_eq!(rayon(1500) - rayon(500), 1000, "a block for each text");

    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().expect("a runtime can be made");
    let tokio = |texts| least(|| assert!(runtime.block_on(own::lengths(texts)) > 0)).allocations;
    assert_eq!(tokio(1500) - tokio(500), 2000, "a block for each text, and one for each task");
}
// ANCHOR_END: test
