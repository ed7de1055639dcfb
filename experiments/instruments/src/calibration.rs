//! How often is the method of measuring wrong on this machine?
//!
//! `cargo workbook measure --calibrate` compares these functions with themselves, and with themselves slowed down by a known amount.
//! They are small and of different kinds, from about 10 ns to about 2 µs. Where a function's work is a number of iterations, the size
//! of its cases is how many per cent of them are added.

use declaration::{Axis, Experiment, Prepared, Variant};
use std::hint::black_box;

/// Per cent of extra iterations.
const EXTRA: &[usize] = &[0, 2, 5, 10];

/// The functions as cases.
pub static EXPERIMENT: Experiment = Experiment {
    slug: "calibration",
    question: "How often is the method of measuring wrong?",
    baseline: "box_new",
    axis: Some(Axis { quantity: "work added", unit: "%", sizes: EXTRA }),
    variants: &[&ARITHMETIC, &DYN_CALLS, &HASH, &COPY_4K, &VEC_PUSH, &BOX_NEW, &STR_REPLACE],
};

static ARITHMETIC: Variant =
    Variant::sized("arithmetic", "a chain of operations", |extra| arithmetic(slowed(800, extra)))
        .answers(|extra| arithmetic(slowed(800, extra)))
        .against("arithmetic");

static DYN_CALLS: Variant = Variant::prepared("dyn_calls", "calls that the compiler cannot resolve", |extra| {
    let (shapes, calls) = (shapes(), slowed(500, extra));
    Box::new(move || dyn_calls(black_box(&shapes), black_box(calls))) // heap: 1
})
.answers(|extra| dyn_calls(&shapes(), slowed(500, extra)))
.against("dyn_calls");

static HASH: Variant = Variant::prepared("hash", "FNV-1a", |extra| {
    let bytes = vec![b'w'; slowed(400, extra)]; // heap: 1
    Box::new(move || hash(black_box(&bytes))) // heap: 1
})
.answers(|extra| hash(&vec![b'w'; slowed(400, extra)])) // heap: 1
.against("hash");

static COPY_4K: Variant = Variant::prepared("copy_4k", "a copy that fits the first-level cache", |_| {
    let (source, mut target) = ([7; 4096], [0; 4096]); // heap: elided
    Box::new(move || u64::from(copy_4k(black_box(&source), black_box(&mut target)))) // heap: 1
})
.answers(|_| 7)
.without_size();

static VEC_PUSH: Variant =
    Variant::fixed("vec_push", "a vector that grows by doubling", || vec_push(black_box(100)) as u64).answers(|_| 100);

static BOX_NEW: Variant = Variant::fixed("box_new", "one small block", || box_new(black_box(41))).answers(|_| 41);

static STR_REPLACE: Variant =
    Variant::prepared("str_replace", "a search, a new string, copies", replacing).answers(|_| 2 * 59).without_size();

fn replacing(_: usize) -> Prepared {
    let text = "elvis has left the building, and elvis is not coming back; ".repeat(2); // heap: 1
    Box::new(move || str_replace(black_box(&text)) as u64) // heap: 1
}

/// A number of iterations, of which one per cent is a whole number, with so many per cent more.
fn slowed(iterations: usize, extra: usize) -> usize {
    iterations + iterations * extra / 100
}

/// A chain of operations, each waiting for the one before. With the shift between them, the compiler cannot make several
/// iterations into one, as it does with multiplication and addition alone.
#[inline(never)]
fn arithmetic(iterations: usize) -> u64 {
    let mut state = 1_u64;
    for _ in 0..iterations {
        state = (state ^ (state >> 29)).wrapping_mul(6_364_136_223_846_793_005);
    }
    state
}

trait Shape {
    fn area(&self) -> u64;
}

struct Square(u64);

impl Shape for Square {
    fn area(&self) -> u64 {
        self.0 * self.0
    }
}

struct Rectangle(u64, u64);

impl Shape for Rectangle {
    fn area(&self) -> u64 {
        self.0 * self.1
    }
}

fn shapes() -> [Box<dyn Shape>; 4] {
    [Box::new(Square(3)), Box::new(Rectangle(2, 5)), Box::new(Square(4)), Box::new(Rectangle(7, 1))] // heap: 4
}

/// Calls that the compiler cannot resolve.
#[inline(never)]
fn dyn_calls(shapes: &[Box<dyn Shape>; 4], calls: usize) -> u64 {
    (0..calls).map(|call| shapes[call % 4].area()).sum() // heap: unknown
}

/// FNV-1a, one byte after the other.
#[inline(never)]
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A copy that fits the first-level cache.
#[inline(never)]
fn copy_4k(source: &[u8; 4096], target: &mut [u8; 4096]) -> u8 {
    target.copy_from_slice(source);
    black_box(target)[0]
}

/// A vector that grows by doubling.
#[inline(never)]
fn vec_push(count: u64) -> usize {
    let mut numbers = Vec::new();
    for number in 0..count {
        numbers.push(number); // heap: may
    }
    black_box(numbers).len()
}

/// One small block, made and freed.
#[inline(never)]
fn box_new(value: u64) -> u64 {
    *black_box(Box::new(value)) // heap: 1
}

/// A search, a new string, and a few copies.
#[inline(never)]
fn str_replace(text: &str) -> usize {
    text.replace("elvis", "Elvis").len() // heap: 1, may
}
