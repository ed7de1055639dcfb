//! A list of samples that is emptied and filled again. Nothing is to be changed here.

/// Drops the samples, and fills the list with as many.
pub fn cleared(samples: &mut Vec<u64>) {
    samples.clear();
    samples.extend(0..1000);
}

/// Hands out the samples, and fills the list with as many.
pub fn drained(samples: &mut Vec<u64>) -> u64 {
    let sum = samples.drain(..).sum();
    samples.extend(0..1000);
    sum
}

/// Drops the samples and most of the room, and fills the list with 16.
pub fn shrunk(samples: &mut Vec<u64>) {
    samples.clear();
    samples.shrink_to(16);
    samples.extend(0..16);
}

/// Hands out the list, and pushes 16 samples into what is left.
pub fn taken(samples: &mut Vec<u64>) -> Vec<u64> {
    let all = std::mem::take(samples);
    for sample in 0..16 {
        samples.push(sample);
    }
    all
}

/// Hands out all but the first ten samples.
pub fn split(samples: &mut Vec<u64>) -> Vec<u64> {
    samples.split_off(10)
}
