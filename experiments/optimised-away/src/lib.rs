//! Which allocations does the optimiser remove, and what stops it?
//!
//! Each variant is one snippet, in a file that uses the standard library alone: `cargo workbook matrix` compiles the same files
//! with other settings of the compiler, and counts again.
//!
//! Most variants work on a number of their own. The optimiser merges functions that are equal, and then a function that is looked
//! at in the object code goes by the name of another one.

pub mod value;
pub mod box_read;
pub mod box_value_opaque;
pub mod box_in_loop;
pub mod box_leaked;
pub mod box_in_function;
pub mod box_dyn_fn;
pub mod box_dyn_future;
pub mod box_array_constant_index;
pub mod box_during_call;
pub mod box_through_integer;
pub mod box_compared;
pub mod raw_alloc;
pub mod reference_passed;
pub mod rc_unwrapped;
pub mod vec_list;
pub mod vec_runtime_length;
pub mod vec_pushed;
pub mod vec_collected;
pub mod format_literal;
pub mod reference_opaque;
pub mod owner_opaque;
pub mod address_opaque;
pub mod box_published;
pub mod reference_passed_public;
pub mod box_returned;
pub mod box_array_runtime_index;
pub mod box_of_two;
pub mod box_list;
pub mod box_dyn_error;
pub mod vec_pushed_in_loop;
pub mod vec_grown;
pub mod format_number;
pub mod string_cloned;
pub mod string_added;
pub mod rc;
pub mod arc;
pub mod arc_unwrapped;
pub mod hash_map;
pub mod btree_map;
pub mod vec_empty;

use instruments::{Exact, Experiment, Variant};

/// A box of eight bytes that nobody frees.
const LEAKED: Exact = Exact { deallocations: 0, end_bytes: 8, ..Exact::once(8) };

/// Six bytes, which become twelve.
const ADDED: Exact = Exact {
    allocations: 1,
    deallocations: 1,
    reallocations: 1,
    requested_bytes: 6 + 12,
    net_bytes: 12,
    peak_bytes: 12,
    end_bytes: 0,
};

/// The declaration: what is measured, and what must come out.
///
/// Few variants are timed: the question is whether, not how long.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Which allocations does the optimiser remove, and what stops it?",
    baseline: "value",
    axis: None,
    variants: &[
        Variant::fixed("value", "the number itself", value::run).answers(|_| 3).exact(|_| Exact::NONE),
        // What the optimiser removes.
        Variant::fixed("box_read", "a box, read", box_read::run)
            .answers(|_| 4)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE),
        Variant::fixed("box_value_opaque", "`black_box(*boxed)`: what was read is opaque", box_value_opaque::run)
            .answers(|_| 5)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("box_in_loop", "a box in each of sixteen turns", box_in_loop::run)
            .answers(|_| 120)
            .debug(|_| Exact::each(16, 8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("box_leaked", "a box, leaked", box_leaked::run)
            .answers(|_| 8)
            .debug(|_| LEAKED)
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("box_in_function", "a box from a function without attributes", box_in_function::run)
            .answers(|_| 9)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("box_dyn_fn", "a closure in a `Box<dyn Fn>`, called", box_dyn_fn::run)
            .answers(|_| 10)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("box_dyn_future", "a boxed future, polled once", box_dyn_future::run)
            .answers(|_| 11)
            .debug(|_| Exact::once(16))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed(
            "box_array_constant_index",
            "a boxed array, read at a constant index",
            box_array_constant_index::run,
        )
        .answers(|_| 12)
        .debug(|_| Exact::once(64 * 8))
        .release(|_| Exact::NONE)
        .untimed(),
        Variant::fixed("box_during_call", "a box, alive during a call that may panic", box_during_call::run)
            .answers(|_| 13)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed(
            "box_through_integer",
            "the box's pointer through an integer and back",
            box_through_integer::run,
        )
        .answers(|_| 15)
        .debug(|_| Exact::once(8))
        .release(|_| Exact::NONE)
        .untimed(),
        Variant::fixed("box_compared", "the addresses of two boxes compared", box_compared::run)
            .answers(|_| 0)
            .debug(|_| Exact::together(2, 16))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("raw_alloc", "`alloc` and `dealloc` by hand", raw_alloc::run)
            .answers(|_| 17)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("reference_passed", "`&boxed` passed to a private function", reference_passed::run)
            .answers(|_| 23)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("rc_unwrapped", "an `Rc`, taken apart by `try_unwrap`", rc_unwrapped::run)
            .answers(|_| 62)
            .debug(|_| Exact::once(8 + 8 + 8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("vec_list", "`vec![a, b, c, d]`, summed", vec_list::run)
            .answers(|_| 170)
            .debug(|_| Exact::once(4 * 8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("vec_runtime_length", "`vec![0; n].len()`", vec_runtime_length::run)
            .answers(|_| 46)
            .debug(|_| Exact::once(46))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("vec_pushed", "`with_capacity(4)` and four pushes", vec_pushed::run)
            .answers(|_| 194)
            .debug(|_| Exact::once(4 * 8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("vec_collected", "sixteen numbers collected", vec_collected::run)
            .answers(|_| 171)
            .debug(|_| Exact::once(16 * 8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("format_literal", "`format!` of a literal", format_literal::run)
            .answers(|_| 64)
            .debug(|_| Exact::once(10))
            .release(|_| Exact::NONE)
            .untimed(),
        // What stops it.
        Variant::fixed("reference_opaque", "`black_box(&*boxed)`: the reference is opaque", reference_opaque::run)
            .answers(|_| 21)
            .exact(|_| Exact::once(8)),
        Variant::fixed("owner_opaque", "`black_box(boxed)`: the owner is opaque", owner_opaque::run)
            .answers(|_| 22)
            .exact(|_| Exact::once(8))
            .untimed(),
        Variant::fixed("address_opaque", "the box's address is opaque as an integer", address_opaque::run)
            .answers(|_| 26)
            .exact(|_| Exact::once(8))
            .untimed(),
        Variant::fixed("box_published", "the box passes through a static", box_published::run)
            .answers(|_| 27)
            .exact(|_| Exact::once(8))
            .untimed(),
        Variant::fixed("reference_passed_public", "`&boxed` passed to a public function", reference_passed_public::run)
            .answers(|_| 24)
            .exact(|_| Exact::once(8))
            .untimed(),
        Variant::fixed("box_returned", "a box from a function that is not inlined", box_returned::run)
            .answers(|_| 25)
            .exact(|_| Exact::once(8))
            .untimed(),
        Variant::fixed(
            "box_array_runtime_index",
            "a boxed array, read at a run-time index",
            box_array_runtime_index::run,
        )
        .answers(|_| 28)
        .exact(|_| Exact::once(64 * 8))
        .untimed(),
        Variant::fixed("box_of_two", "one of two boxes, chosen at run time", box_of_two::run)
            .answers(|_| 29)
            .exact(|_| Exact::once(8))
            .untimed(),
        Variant::fixed("box_list", "a list of two boxed nodes, summed", box_list::run)
            .answers(|_| 61)
            .exact(|_| Exact::together(2, 2 * 16))
            .untimed(),
        // The message, and a `String` in the box.
        Variant::fixed("box_dyn_error", "an error from a literal, in a `Box<dyn Error>`", box_dyn_error::run)
            .answers(|_| 33)
            .exact(|_| Exact::together(2, 10 + 24))
            .untimed(),
        Variant::fixed("vec_pushed_in_loop", "`with_capacity(16)` and a loop of pushes", vec_pushed_in_loop::run)
            .answers(|_| 166)
            .exact(|_| Exact::once(16 * 8))
            .untimed(),
        // What is never removed; and what never was there.
        // The smallest capacity of a growing Vec of words is 4.
        Variant::fixed("vec_grown", "`Vec::new()` and a push", vec_grown::run)
            .answers(|_| 53)
            .exact(|_| Exact::once(4 * 8))
            .untimed(),
        // The smallest capacity of a growing Vec of bytes is 8.
        Variant::fixed("format_number", "`format!` of a number", format_number::run)
            .answers(|_| 2)
            .exact(|_| Exact::once(8))
            .untimed(),
        Variant::fixed("string_cloned", "a `String` and its clone", string_cloned::run)
            .answers(|_| 74)
            .exact(|_| Exact::together(2, 2 * 9))
            .untimed(),
        Variant::fixed("string_added", "`String + &str`", string_added::run).answers(|_| 68).exact(|_| ADDED).untimed(),
        // Two counters stand before the value.
        Variant::fixed("rc", "an `Rc`, read", rc::run).answers(|_| 61).exact(|_| Exact::once(8 + 8 + 8)),
        Variant::fixed("arc", "an `Arc`, read", arc::run).answers(|_| 63).exact(|_| Exact::once(8 + 8 + 8)),
        Variant::fixed("arc_unwrapped", "an `Arc`, taken apart by `try_unwrap`", arc_unwrapped::run)
            .answers(|_| 68)
            .exact(|_| Exact::once(8 + 8 + 8))
            .untimed(),
        // Four buckets, a control byte for each, and a group of sixteen more.
        Variant::fixed("hash_map", "a `HashMap` of one entry", hash_map::run)
            .answers(|_| 64)
            .exact(|_| Exact::once(4 * 16 + 4 + 16))
            .untimed(),
        // A leaf has room for eleven entries, and a header.
        Variant::fixed("btree_map", "a `BTreeMap` of one entry", btree_map::run)
            .answers(|_| 66)
            .exact(|_| Exact::once(11 * 16 + 16))
            .untimed(),
        Variant::fixed("vec_empty", "`Vec::new()`, its length", vec_empty::run)
            .answers(|_| 40)
            .exact(|_| Exact::NONE)
            .untimed(),
    ],
};
