//! How often is the method of measuring wrong on this machine?
//!
//! `cargo workbook measure --calibrate` runs these functions against themselves, and against themselves slowed down by a known
//! amount. They are small and of different kinds, from about 10 ns to about 2 µs. Where a function's work is a number of
//! iterations, the variable [`EXTRA_VARIABLE`] adds that many per cent of them; [`INJECTABLE`] lists those functions, and so does
//! the flag `--list-injectable`. The variable's value always has two digits, so that the environment, which shares the stack's
//! pages with the program, has the same length in every run.

use criterion::{Bencher, Criterion};
use std::hint::black_box;
use std::process::ExitCode;

/// Per cent of extra iterations: `00`, `02`, `05` or `10`, or any other two digits.
const EXTRA_VARIABLE: &str = "WORKBOOK_EXTRA";

/// The functions that can be slowed down. Each has a number of iterations of which one per cent is a whole number.
pub const INJECTABLE: &[&str] = &["arithmetic", "dyn_calls", "hash"];

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == "--list-injectable") {
        println!("{}", INJECTABLE.join("\n"));
        return ExitCode::SUCCESS;
    }
    let extra = match extra_percent() {
        Ok(extra) => extra,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let slowed = |iterations: usize| iterations + iterations * extra / 100;
    let mut criterion = Criterion::default().output_directory(&harness::bench::criterion_home()).configure_from_args();
    let mut group = criterion.benchmark_group("calibration");
    let mut add = |name: &str, run: &mut dyn FnMut(&mut Bencher<'_>)| {
        group.bench_function(name, run);
    };
    add("arithmetic", &mut |bencher| bencher.iter(|| arithmetic(black_box(slowed(800)))));
    let shapes = shapes();
    add("dyn_calls", &mut |bencher| bencher.iter(|| dyn_calls(black_box(&shapes), black_box(slowed(500)))));
    let bytes = vec![b'w'; slowed(400)];
    add("hash", &mut |bencher| bencher.iter(|| hash(black_box(&bytes))));
    let source = [7; 4096];
    let mut target = [0; 4096];
    add("copy_4k", &mut |bencher| bencher.iter(|| copy_4k(black_box(&source), black_box(&mut target))));
    add("vec_push", &mut |bencher| bencher.iter(|| vec_push(black_box(100))));
    add("box_new", &mut |bencher| bencher.iter(|| box_new(black_box(41))));
    let text = "elvis has left the building, and elvis is not coming back; ".repeat(2);
    add("str_replace", &mut |bencher| bencher.iter(|| str_replace(black_box(&text))));
    group.finish();
    criterion.final_summary();
    ExitCode::SUCCESS
}

fn extra_percent() -> Result<usize, String> {
    let Some(value) = std::env::var_os(EXTRA_VARIABLE) else { return Ok(0) };
    let digits = value.to_str().filter(|text| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()));
    digits
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| format!("{EXTRA_VARIABLE}={}: give two digits, such as 05", value.display()))
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
    [Box::new(Square(3)), Box::new(Rectangle(2, 5)), Box::new(Square(4)), Box::new(Rectangle(7, 1))]
}

/// Calls that the compiler cannot resolve.
#[inline(never)]
fn dyn_calls(shapes: &[Box<dyn Shape>; 4], calls: usize) -> u64 {
    (0..calls).map(|call| shapes[call % 4].area()).sum()
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
        numbers.push(number);
    }
    black_box(numbers).len()
}

/// One small block, made and freed.
#[inline(never)]
fn box_new(value: u64) -> u64 {
    *black_box(Box::new(value))
}

/// A search, a new string, and a few copies.
#[inline(never)]
fn str_replace(text: &str) -> usize {
    text.replace("elvis", "Elvis").len()
}
