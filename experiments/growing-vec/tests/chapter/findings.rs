//! In which steps does a growing block grow, how many bytes go along, and what do iterators say of their length?

use arrayvec::ArrayVec;
use harness::Findings;
use smallvec::SmallVec;

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    for (key, bytes, of) in [
        ("size_of_vec", size_of::<Vec<u64>>(), "Vec<u64>"),
        ("size_of_small_vec_8", size_of::<SmallVec<[u64; 8]>>(), "SmallVec<[u64; 8]>"),
        ("size_of_array_vec_8", size_of::<ArrayVec<u64, 8>>(), "ArrayVec<u64, 8>"),
    ] {
        findings.exact(key, format!("size_of::<{of}>(), in bytes")).found(bytes);
    }
    steps(findings);
    carried(findings);
    hints(findings);
}

// ANCHOR: steps
fn steps(findings: &mut Findings) {
    let mut small = SmallVec::<[u64; 8]>::new();
    let small = capacities(1_000, || {
        small.push(0);
        small.capacity()
    });
    let pushed = "while 1000 elements are pushed, without repetitions";
    for (key, steps, of) in [
        ("steps_of_bytes", steps_of(0_u8), "Vec<u8>"),
        ("steps_of_words", steps_of(0_u64), "Vec<u64>"),
        ("steps_of_large", steps_of([0_u8; 2_000]), "Vec<[u8; 2000]>"),
        ("steps_of_small_vec_8", small, "SmallVec<[u64; 8]>"),
    ] {
        findings.exact(key, format!("capacities of a {of} {pushed}")).found(steps);
    }
    let how = "capacities of a Vec after the first push, for elements of 1, 2, 1024 and 1025 bytes";
    let first = vec![first(0_u8), first([0_u8; 2]), first([0_u8; 1_024]), first([0_u8; 1_025])];
    findings.exact("first_steps", how).found(first);
}
// ANCHOR_END: steps

/// The capacities of a `Vec` while 1000 elements are pushed.
fn steps_of<T: Clone>(element: T) -> Vec<i64> {
    let mut elements = Vec::new();
    capacities(1_000, || {
        elements.push(element.clone());
        elements.capacity()
    })
}

/// The capacity of a `Vec` after the first push.
#[expect(clippy::vec_init_then_push, reason = "the push is what is looked at; `vec!` asks for one element")]
fn first<T>(element: T) -> i64 {
    let mut elements = Vec::new();
    elements.push(element);
    elements.capacity() as i64
}

/// The different answers of a number of calls.
fn capacities(calls: usize, mut grow: impl FnMut() -> usize) -> Vec<i64> {
    let mut capacities: Vec<i64> = (0..calls).map(|_| grow() as i64).collect();
    capacities.dedup();
    capacities
}

fn carried(findings: &mut Findings) {
    for (name, elements) in [("thousand", 1_000), ("million", 1_000_000)] {
        let (carried, moved) = carried_and_moved(elements);
        let what = format!("of a Vec<u64> while {elements} elements are pushed");
        let how = format!("bytes that were in the block at its reallocations, added up, {what}");
        findings.exact(["carried", name], how).found(carried);
        // Whether a block can grow where it is depends on what lies behind it.
        let how = format!(
            "those of these bytes that had another address after the reallocation, {what}; large blocks are moved by \
             remapping their pages, which copies nothing"
        );
        findings.observed(["moved", name], how).found(moved);
    }
}

/// The bytes that were in the block when it was reallocated, added up, and those of them that the reallocation moved.
///
/// Nothing else is allocated in between: a block behind this one in the heap would stop it from growing in place.
fn carried_and_moved(elements: usize) -> (usize, usize) {
    let (mut carried, mut moved) = (0, 0);
    let mut numbers: Vec<u64> = Vec::new();
    while numbers.len() < elements {
        let (block, capacity) = (numbers.as_ptr(), numbers.capacity());
        numbers.push(0);
        if numbers.capacity() != capacity {
            carried += capacity * size_of::<u64>();
            moved += if numbers.as_ptr() == block { 0 } else { capacity * size_of::<u64>() };
        }
    }
    (carried, moved)
}

// ANCHOR: hints
fn hints(findings: &mut Findings) {
    let range = 0..1_000_u64;
    let array = |chunk| [4 * chunk, 4 * chunk + 1, 4 * chunk + 2, 4 * chunk + 3];
    hint(findings, "hint_range_map", range.clone().map(|number| 999 - number));
    hint(findings, "hint_chain", (0..500_u64).chain(500..1_000));
    hint(findings, "hint_filter", (0..2_000_u64).filter(|number| number % 2 == 0));
    hint(findings, "hint_flat_map_arrays", (0..250_u64).flat_map(array));
    hint(findings, "hint_flat_map_ranges", (0..250_u64).flat_map(|chunk| 4 * chunk..4 * chunk + 4));
    hint(findings, "hint_from_fn", {
        let mut numbers = range;
        std::iter::from_fn(move || numbers.next())
    });
    let numbers: Vec<u64> = (0..1_000).collect();
    hint(findings, "hint_rows", numbers.chunks(10).flatten().copied());
    hint(findings, "hint_rows_of_arrays", numbers.as_chunks::<10>().0.iter().flatten().copied());
    hint(findings, "hint_chars", numbered("a".repeat(1_000).chars()));
    hint(findings, "hint_split", numbered("a ".repeat(1_000).trim_end().split(' ')));
}
// ANCHOR_END: hints

/// The numbers from 0, one for each element, with the length that the iterator says.
fn numbered<T>(elements: impl Iterator<Item = T>) -> impl Iterator<Item = u64> {
    let mut number = 0;
    elements.map(move |_| {
        number += 1;
        number - 1
    })
}

/// What an iterator over the numbers below 1000 says of its length before the first call of `next`.
fn hint(findings: &mut Findings, key: &str, mut numbers: impl Iterator<Item = u64>) {
    let said = match numbers.size_hint() {
        (lower, Some(upper)) if lower == upper => format!("exactly {lower}"),
        (lower, Some(upper)) => format!("{lower} to {upper}"),
        (lower, None) => format!("at least {lower}"),
    };
    findings.exact(key, "size_hint of the iterator, called on it before it is used").by(|| {
        let sum: u64 = numbers.by_ref().sum();
        let is_as_said = sum == 499_500 || key == "hint_filter";
        if is_as_said { Ok(said) } else { Err("it is not over the numbers below 1000") }
    });
}
