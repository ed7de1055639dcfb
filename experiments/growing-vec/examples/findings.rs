//! In which steps does a growing block grow, how many bytes go along, and what do iterators say of their length?

use arrayvec::ArrayVec;
use instruments::{Finding, Value};
use smallvec::SmallVec;

fn main() {
    instruments::print_findings(&findings());
}

/// Every finding, in the order of the page.
pub(crate) fn findings() -> Vec<Finding> {
    let mut findings = sizes();
    findings.extend(steps());
    findings.extend(carried());
    findings.extend(hints());
    findings
}

fn exact(key: &str, value: Value, how: &str) -> Finding {
    Finding { key: key.to_owned(), value, exact: true, how: how.to_owned() }
}

fn integer(value: usize) -> Value {
    Value::Integer(value as i64)
}

fn sizes() -> Vec<Finding> {
    let size = |key, bytes, of| exact(key, integer(bytes), &format!("size_of::<{of}>(), in bytes"));
    vec![
        size("size_of_vec", size_of::<Vec<u64>>(), "Vec<u64>"),
        size("size_of_small_vec_8", size_of::<SmallVec<[u64; 8]>>(), "SmallVec<[u64; 8]>"),
        size("size_of_array_vec_8", size_of::<ArrayVec<u64, 8>>(), "ArrayVec<u64, 8>"),
    ]
}

// ANCHOR: steps
fn steps() -> Vec<Finding> {
    let mut small = SmallVec::<[u64; 8]>::new();
    let small = capacities(1_000, || {
        small.push(0);
        small.capacity()
    });
    let pushed = "while 1000 elements are pushed, without repetitions";
    vec![
        exact("steps_of_bytes", steps_of(0_u8), &format!("capacities of a Vec<u8> {pushed}")),
        exact("steps_of_words", steps_of(0_u64), &format!("capacities of a Vec<u64> {pushed}")),
        exact("steps_of_large", steps_of([0_u8; 2_000]), &format!("capacities of a Vec<[u8; 2000]> {pushed}")),
        exact("steps_of_small_vec_8", series(small), &format!("capacities of a SmallVec<[u64; 8]> {pushed}")),
        exact(
            "first_steps",
            series(vec![first(0_u8), first([0_u8; 2]), first([0_u8; 1_024]), first([0_u8; 1_025])]),
            "capacities of a Vec after the first push, for elements of 1, 2, 1024 and 1025 bytes",
        ),
    ]
}
// ANCHOR_END: steps

/// The capacities of a `Vec` while 1000 elements are pushed.
fn steps_of<T: Clone>(element: T) -> Value {
    let mut elements = Vec::new();
    series(capacities(1_000, || {
        elements.push(element.clone());
        elements.capacity()
    }))
}

/// The capacity of a `Vec` after the first push.
#[expect(clippy::vec_init_then_push, reason = "the push is what is looked at; `vec!` asks for one element")]
fn first<T>(element: T) -> usize {
    let mut elements = Vec::new();
    elements.push(element);
    elements.capacity()
}

/// The different answers of a number of calls.
fn capacities(calls: usize, mut grow: impl FnMut() -> usize) -> Vec<usize> {
    let mut capacities: Vec<usize> = (0..calls).map(|_| grow()).collect();
    capacities.dedup();
    capacities
}

fn series(values: Vec<usize>) -> Value {
    Value::Series(values.into_iter().map(|value| value as i64).collect())
}

fn carried() -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, elements) in [("thousand", 1_000), ("million", 1_000_000)] {
        let (carried, moved) = carried_and_moved(elements);
        let what = format!("of a Vec<u64> while {elements} elements are pushed");
        findings.push(exact(
            &format!("carried_{name}"),
            integer(carried),
            &format!("bytes that were in the block at its reallocations, added up, {what}"),
        ));
        findings.push(Finding {
            key: format!("moved_{name}"),
            value: integer(moved),
            // Whether a block can grow where it is depends on what lies behind it.
            exact: false,
            how: format!(
                "those of these bytes that had another address after the reallocation, {what}; large blocks are moved by \
                 remapping their pages, which copies nothing"
            ),
        });
    }
    findings
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
fn hints() -> Vec<Finding> {
    let range = 0..1_000_u64;
    let array = |chunk| [4 * chunk, 4 * chunk + 1, 4 * chunk + 2, 4 * chunk + 3];
    vec![
        hint("hint_range_map", range.clone().map(|number| 999 - number)),
        hint("hint_chain", (0..500_u64).chain(500..1_000)),
        hint("hint_filter", (0..2_000_u64).filter(|number| number % 2 == 0)),
        hint("hint_flat_map_arrays", (0..250_u64).flat_map(array)),
        hint("hint_flat_map_ranges", (0..250_u64).flat_map(|chunk| 4 * chunk..4 * chunk + 4)),
        hint("hint_from_fn", {
            let mut numbers = range;
            std::iter::from_fn(move || numbers.next())
        }),
    ]
}
// ANCHOR_END: hints

/// What an iterator over the numbers below 1000 says of its length before the first call of `next`.
fn hint(key: &str, mut numbers: impl Iterator<Item = u64>) -> Finding {
    let said = match numbers.size_hint() {
        (lower, Some(upper)) if lower == upper => format!("exactly {lower}"),
        (lower, Some(upper)) => format!("{lower} to {upper}"),
        (lower, None) => format!("at least {lower}"),
    };
    let sum: u64 = numbers.by_ref().sum();
    assert!(sum == 499_500 || key == "hint_filter", "{key} is not over the numbers below 1000");
    exact(key, Value::Text(said), "size_hint of the iterator, called on it before it is used")
}
