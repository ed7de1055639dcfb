//! In which region of a process does a value live, and who can tell?
//!
//! Each variant has two entry points: `run`, which is counted and timed, and `show`, which hands out the places of its values
//! while they are alive. `run` is `show` with nobody looking, so what is counted is what is looked at.
//! [`regions`] says what the operating system's map of the process tells of a place, and [`all`] holds every value at once.

pub mod place;
pub mod regions;
pub mod local;
pub mod deeper_frame;
pub mod array;
pub mod boxed;
pub mod vec;
pub mod static_str;
pub mod static_items;
pub mod constant;
pub mod function;
pub mod thread_local;
pub mod other_thread;
pub mod boxed_by_other_thread;
pub mod mapped_file;
pub mod all;

use instruments::{Axis, Exact, Experiment, Variant};
use vec::{LARGE, MIDDLE, SMALL};

/// Bytes of the block from which a new thread learns what to run.
const START: u64 = 24;
/// Bytes of the block that holds the closure, without what the closure captures: what the standard library adds, and the flag of
/// `instruments::spawn`.
const CLOSURE: u64 = 48;
/// Bytes of the block that brings back a thread's result: one word, or two boxes.
const PACKET: u64 = 48;
/// Bytes of the block that counts the threads of a scope.
const SCOPE: u64 = 40;
const POINTER: u64 = 8;

/// The closure captures three references; packet and scope are freed here.
const fn other_thread() -> Exact {
    let closure = CLOSURE + 3 * POINTER;
    Exact {
        deallocations: 2,
        end_bytes: (START + closure) as i64,
        ..Exact::together(4, SCOPE + PACKET + closure + START)
    }
}

/// The closure captures nothing; the packet and the two boxes are freed here.
const fn boxed_by_other_thread() -> Exact {
    Exact {
        deallocations: 3,
        end_bytes: (START + CLOSURE) as i64,
        ..Exact::together(5, PACKET + CLOSURE + START + 8 + 512)
    }
}

/// What a started thread frees of the blocks that were made to start it.
const fn freed_by_the_thread(bytes: u64) -> Exact {
    Exact { deallocations: 2, end_bytes: -(bytes as i64), ..Exact::NONE }
}

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "In which region of a process does a value live, and who can tell?",
    baseline: "local",
    axis: Some(Axis { quantity: "size of the elements", unit: "B", sizes: &[SMALL, MIDDLE, LARGE] }),
    variants: &[
        Variant::fixed("local", "a number", local::run).answers(|_| 42).exact(|_| Exact::NONE),
        Variant::fixed("deeper_frame", "a number, and one of a function that is called", deeper_frame::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("array", "an array of four numbers", array::run)
            .answers(|_| 30)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("boxed", "a number in a Box", boxed::run).answers(|_| 42).exact(|_| Exact::once(8)),
        Variant::sized("vec", "a Vec of zeroed bytes", vec::run)
            .against("vec")
            .answers(|size| size as u64)
            .exact(|size| Exact::once(size as u64)),
        Variant::fixed("static_str", "a reference to a literal", static_str::run)
            .answers(|_| 10)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("static_items", "three statics", static_items::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("constant", "a reference to a const, and a local made of it", constant::run)
            .answers(|_| 17)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("function", "a function", function::run).answers(|_| 42).exact(|_| Exact::NONE).untimed(),
        Variant::fixed("thread_local", "a thread-local number", thread_local::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("other_thread", "a number on the stack of another thread", other_thread::run)
            .answers(|_| 42)
            .exact(|_| other_thread())
            .starts_threads(1)
            .beside_the_global_allocator(1)
            .in_uncounted_threads(|_| freed_by_the_thread(START + CLOSURE + 3 * POINTER))
            .untimed(),
        Variant::fixed("boxed_by_other_thread", "two boxes that another thread made", boxed_by_other_thread::run)
            .answers(|_| 43)
            .exact(|_| boxed_by_other_thread())
            .starts_threads(1)
            .beside_the_global_allocator(1)
            .in_uncounted_threads(|_| freed_by_the_thread(START + CLOSURE))
            .untimed(),
        Variant::fixed("mapped_file", "a file that is mapped into memory", mapped_file::run)
            .answers(|_| 1)
            .exact(|_| Exact::NONE)
            .untimed(),
    ],
};
