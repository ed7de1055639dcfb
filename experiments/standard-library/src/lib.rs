//! Which calls of the standard library allocate?
//!
//! One call, or a few that belong together, a file; every file uses the standard library alone.

pub mod box_returned;
pub mod box_local;
pub mod box_zero_sized;
pub mod box_closure;
pub mod box_str;
pub mod rc_cloned;
pub mod rc_from_vec;
pub mod arc_make_mut;
pub mod vec_new;
pub mod vec_grown;
pub mod vec_with_capacity;
pub mod vec_one_too_many;
pub mod vec_zeroed;
pub mod vec_extended;
pub mod vec_edited;
pub mod vec_spliced;
pub mod vec_cloned_nested;
pub mod vec_taken;
pub mod string_grown;
pub mod string_replaced;
pub mod string_replaced_nothing;
pub mod string_joined;
pub mod string_lowercased;
pub mod to_string;
pub mod cow_borrowed;
pub mod cow_owned;
pub mod format_literal;
pub mod format_argument;
pub mod formatted_into_array;
pub mod split_collected;
pub mod parse_failed;
pub mod c_string;
pub mod path_joined;
pub mod hash_map_new;
pub mod hash_map_grown;
pub mod hash_map_with_capacity;
pub mod btree_map_first;
pub mod btree_map_split;
pub mod vec_deque_grown;
pub mod vec_deque_rolling;
pub mod binary_heap_from_vec;
pub mod iterator_chain;
pub mod array_mapped;
pub mod collected_exact;
pub mod collected_filtered;
pub mod collected_in_place;
pub mod collected_result;
pub mod dyn_iterator;
pub mod sorted_small;
pub mod sorted_within_the_stack;
pub mod sorted_large;
pub mod sorted_unstable;
pub mod sorted_by_cached_key;
pub mod closure_by_value;
pub mod fn_pointer;
pub mod fn_pointer_private;
pub mod dyn_to_string;
pub mod generic_trait;
pub mod async_block;
pub mod async_boxed;
pub mod expect_eager;
pub mod expect_lazy;
pub mod assert_with_message;
pub mod panic_caught;
pub mod error_boxed;
pub mod io_error_new;
pub mod io_error_kind;
pub mod mutex_locked;
pub mod thread_local_warm;
pub mod once_lock_warm;
pub mod channel;
pub mod thread_spawned;
pub mod thread_scoped;
pub mod stdout_warm;
pub mod buffered_reader;
pub mod read_to_end;
pub mod lines_read;
pub mod file_opened;
pub mod file_opened_long_path;
pub mod env_unset;
pub mod env_set;
pub mod clock_and_process_id;

use instruments::{Exact, Experiment, Variant};

/// The strong and the weak counter that stand before the value of an `Rc` or `Arc`.
const COUNTERS: u64 = 8 + 8;

/// A leaf of a `BTreeMap<u64, u64>`: 11 keys, 11 values, the parent, the place in it and the length, rounded up to whole words.
const LEAF: u64 = 11 * 8 + 11 * 8 + 8 + 8;

/// The future of `async_boxed`: the captured value and its copy, the awaited `Ready<u64>` of two words, and the state.
const FUTURE: u64 = 8 + 8 + 16 + 8;

/// A channel, of rustc 1.95: four groups of fields, each aligned to 128 bytes so that two threads do not share a cache line.
const CHANNEL: u64 = 4 * 128;

/// What the standard library asks for to start a thread, of rustc 1.95: what the new thread is to do first, the closure without its
/// captures, and the packet through which the answer comes back.
const START: u64 = 24;
const CLOSURE: u64 = 40;
const PACKET: u64 = 48;

/// What the threads of a scope share.
const SCOPE: u64 = 40;

/// How many places of a table `HashMap` looks at in one step, and keeps once more behind the last: 16 with SSE2, 8 without.
const GROUP: u64 = if cfg!(target_feature = "sse2") { 16 } else { 8 };

/// One block of `first` bytes, reallocated `times` times, each time to twice its size, and freed.
const fn doubled(first: u64, times: u32) -> Exact {
    let last = first << times;
    Exact { reallocations: times as u64, requested_bytes: 2 * last - first, ..Exact::once(last) }
}

/// The table of a `HashMap<u64, u64>`: the entries, a byte for each, and a group once more.
const fn table(places: u64) -> u64 {
    places * 16 + places + GROUP
}

/// The tables of 4, 8, 16 and 32 places, each made before the one before it is freed.
const fn hash_map_grown() -> Exact {
    let bytes = table(4) + table(8) + table(16) + table(32);
    Exact { requested_bytes: bytes, net_bytes: bytes, peak_bytes: table(16) + table(32), ..Exact::each(4, 0) }
}

/// The path and its growth, with the `String`'s block in between; release elides the latter.
const fn path_joined_in_debug() -> Exact {
    let path = doubled(10, 1);
    Exact {
        allocations: path.allocations + 1,
        deallocations: path.deallocations + 1,
        requested_bytes: path.requested_bytes + 5,
        net_bytes: path.net_bytes + 5,
        peak_bytes: path.peak_bytes + 5,
        ..path
    }
}

/// The lines of 5, 15 and 8 bytes, one after the other.
const fn lines_read() -> Exact {
    Exact { requested_bytes: 8 + 15 + 8, net_bytes: 8 + 15 + 8, peak_bytes: 15, ..Exact::each(3, 0) }
}

/// The packet is freed here, after the join; the closure captures a word.
const fn thread_spawned() -> Exact {
    let bytes = PACKET + (CLOSURE + 8) + START;
    Exact { deallocations: 1, end_bytes: (START + CLOSURE + 8) as i64, ..Exact::together(3, bytes) }
}

/// The packet and the scope are freed here; the closure captures a reference.
const fn thread_scoped() -> Exact {
    let bytes = SCOPE + PACKET + (CLOSURE + 8) + START;
    Exact { deallocations: 2, end_bytes: (START + CLOSURE + 8) as i64, ..Exact::together(4, bytes) }
}

/// What a started thread frees of the blocks that were made to start it.
const fn freed_by_the_thread(bytes: u64) -> Exact {
    Exact { deallocations: 2, end_bytes: -(bytes as i64), ..Exact::NONE }
}

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Which calls of the standard library allocate?",
    baseline: "box_returned",
    axis: None,
    variants: &[
        Variant::fixed("box_returned", "`Box::new`, returned", box_returned::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(8))
            .untimed(),
        Variant::fixed("box_local", "`Box::new`, read and dropped in place", box_local::run)
            .answers(|_| 42)
            .debug(|_| Exact::once(8))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("box_zero_sized", "`Box<dyn Trait>` of a value without fields", box_zero_sized::run)
            .answers(|_| 6)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("box_closure", "`Box<dyn Fn>`, the closure captures a number", box_closure::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(8))
            .untimed(),
        // A reallocation's full new size is requested again; shrinking adds nothing to the net bytes.
        Variant::fixed("box_str", "`Box<str>` by `to_owned`, and from a roomy `String`", box_str::run)
            .answers(|_| 30)
            .exact(|_| Exact { reallocations: 1, requested_bytes: 32 + 15 + 15, ..Exact::together(2, 32 + 15) })
            .untimed(),
        // Two counters of a word each stand before the value.
        Variant::fixed("rc_cloned", "`Rc::new`, `clone`, `downgrade`", rc_cloned::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(COUNTERS + 8))
            .untimed(),
        Variant::fixed("rc_from_vec", "`Rc<[T]>` from a `Vec<T>`", rc_from_vec::run)
            .answers(|_| 42)
            .exact(|_| Exact::together(2, 24 + (COUNTERS + 24)))
            .untimed(),
        Variant::fixed("arc_make_mut", "`Arc::make_mut`, owned alone and shared", arc_make_mut::run)
            .answers(|_| 30)
            .exact(|_| Exact::together(2, 2 * (COUNTERS + 24)))
            .untimed(),
        Variant::fixed("vec_new", "`Vec::new`", vec_new::run).answers(|_| 0).exact(|_| Exact::NONE).untimed(),
        Variant::fixed("vec_grown", "100 numbers pushed, no capacity asked for", vec_grown::run)
            .answers(|_| 4_950)
            .exact(|_| doubled(32, 5))
            .untimed(),
        Variant::fixed("vec_with_capacity", "100 numbers pushed, capacity asked for", vec_with_capacity::run)
            .answers(|_| 4_950)
            .exact(|_| Exact::once(800))
            .untimed(),
        Variant::fixed("vec_one_too_many", "capacity for 4, a fifth pushed", vec_one_too_many::run)
            .answers(|_| 15)
            .exact(|_| doubled(32, 1))
            .untimed(),
        Variant::fixed("vec_zeroed", "`vec![0; n]`", vec_zeroed::run)
            .answers(|_| 100)
            .exact(|_| Exact::once(800))
            .untimed(),
        Variant::fixed("vec_extended", "10 numbers by `extend_from_slice`, twice", vec_extended::run)
            .answers(|_| 200)
            .exact(|_| doubled(80, 1))
            .untimed(),
        Variant::fixed("vec_edited", "`retain`, `dedup`, `drain`", vec_edited::run)
            .answers(|_| 38)
            .exact(|_| Exact::once(800))
            .untimed(),
        Variant::fixed("vec_spliced", "`splice`: 4 numbers in place of 2", vec_spliced::run)
            .answers(|_| 44)
            .exact(|_| doubled(32, 1))
            .untimed(),
        // The outer has headers of three words.
        Variant::fixed("vec_cloned_nested", "a `Vec` of 3 `Vec`s, cloned", vec_cloned_nested::run)
            .answers(|_| 12)
            .exact(|_| Exact::together(2 * 4, 2 * (3 * 24 + 3 * 32)))
            .untimed(),
        Variant::fixed("vec_taken", "`mem::take` of a `Vec`", vec_taken::run)
            .answers(|_| 45)
            .debug(|_| Exact::once(80))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("string_grown", "5 words by `push_str`", string_grown::run)
            .answers(|_| 24)
            .exact(|_| doubled(8, 2))
            .untimed(),
        Variant::fixed("string_replaced", "`replace`, and the text becomes longer", string_replaced::run)
            .answers(|_| 15)
            .exact(|_| doubled(11, 1))
            .untimed(),
        Variant::fixed("string_replaced_nothing", "`replace`, and nothing matches", string_replaced_nothing::run)
            .answers(|_| 12)
            .exact(|_| Exact::once(12))
            .untimed(),
        Variant::fixed("string_joined", "`join` and `concat` of 3 words", string_joined::run)
            .answers(|_| 30)
            .exact(|_| Exact::together(2, 17 + 13))
            .untimed(),
        Variant::fixed("string_lowercased", "`to_lowercase`, then `make_ascii_lowercase`", string_lowercased::run)
            .answers(|_| 15)
            .exact(|_| Exact::once(15))
            .untimed(),
        Variant::fixed("to_string", "`to_string` of an integer and a `char`", to_string::run)
            .answers(|_| 6)
            .exact(|_| Exact::together(2, 4 + 2))
            .untimed(),
        Variant::fixed("cow_borrowed", "`from_utf8_lossy` of valid text", cow_borrowed::run)
            .answers(|_| 15)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("cow_owned", "`from_utf8_lossy` of text that is not valid", cow_owned::run)
            .answers(|_| 13)
            .exact(|_| doubled(13, 1))
            .untimed(),
        Variant::fixed("format_literal", "`format!` of a literal, dropped in place", format_literal::run)
            .answers(|_| 15)
            .debug(|_| Exact::once(15))
            .release(|_| Exact::NONE)
            .untimed(),
        // Twice the 7 bytes of the literal part: the estimate when there is an argument.
        Variant::fixed("format_argument", "`format!` with a number", format_argument::run)
            .answers(|_| 8)
            .exact(|_| Exact::once(14))
            .untimed(),
        Variant::fixed("formatted_into_array", "`write!` into an array and into `sink()`", formatted_into_array::run)
            .answers(|_| 8)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("split_collected", "`split` and `collect`, 5 parts", split_collected::run)
            .answers(|_| 15)
            .exact(|_| doubled(4 * 16, 1))
            .untimed(),
        Variant::fixed("parse_failed", "`parse` that succeeds and one that fails", parse_failed::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("c_string", "`CString::new` of 4 bytes", c_string::run)
            .answers(|_| 11)
            .exact(|_| Exact::once(4 + 1))
            .untimed(),
        Variant::fixed("path_joined", "`Path::join`, and an `OsString` from a `String`", path_joined::run)
            .answers(|_| 20)
            .debug(|_| path_joined_in_debug())
            .release(|_| doubled(10, 1))
            .untimed(),
        Variant::fixed("hash_map_new", "`HashMap::new` and a lookup", hash_map_new::run)
            .answers(|_| 0)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("hash_map_grown", "20 inserts, no capacity asked for", hash_map_grown::run)
            .answers(|_| 2_470)
            .exact(|_| hash_map_grown())
            .untimed(),
        Variant::fixed("hash_map_with_capacity", "20 inserts, capacity asked for", hash_map_with_capacity::run)
            .answers(|_| 2_470)
            .exact(|_| Exact::once(table(32)))
            .untimed(),
        Variant::fixed("btree_map_first", "`BTreeMap`, 11 inserts", btree_map_first::run)
            .answers(|_| 385)
            .exact(|_| Exact::once(LEAF))
            .untimed(),
        Variant::fixed("btree_map_split", "`BTreeMap`, 12 inserts", btree_map_split::run)
            .answers(|_| 506)
            .exact(|_| Exact::together(3, 2 * LEAF + (LEAF + 12 * 8)))
            .untimed(),
        Variant::fixed("vec_deque_grown", "`VecDeque`, 5 pushed, no capacity asked for", vec_deque_grown::run)
            .answers(|_| 10)
            .exact(|_| doubled(32, 1))
            .untimed(),
        Variant::fixed("vec_deque_rolling", "100 numbers through a `VecDeque` of 4", vec_deque_rolling::run)
            .answers(|_| 4_560)
            .exact(|_| Exact::once(32))
            .untimed(),
        Variant::fixed("binary_heap_from_vec", "`BinaryHeap` from a `Vec`, then sorted", binary_heap_from_vec::run)
            .answers(|_| 93)
            .exact(|_| Exact::once(80))
            .untimed(),
        Variant::fixed("iterator_chain", "`chunks`, `zip`, `flat_map`, `filter`, `sum`", iterator_chain::run)
            .answers(|_| 206)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("array_mapped", "`map` of an array", array_mapped::run)
            .answers(|_| 204)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("collected_exact", "`collect` of 100, length known", collected_exact::run)
            .answers(|_| 14_850)
            .exact(|_| Exact::once(800))
            .untimed(),
        Variant::fixed("collected_filtered", "`collect` of 50 out of 100, length not known", collected_filtered::run)
            .answers(|_| 2_450)
            .exact(|_| doubled(32, 4))
            .untimed(),
        Variant::fixed("collected_in_place", "`into_iter`, `filter`, `map`, `collect`", collected_in_place::run)
            .answers(|_| 1_225)
            .exact(|_| Exact::once(800))
            .untimed(),
        Variant::fixed("collected_result", "`collect` into a `Result`, with and without error", collected_result::run)
            .answers(|_| 6)
            .exact(|_| Exact::together(2, 2 * 32))
            .untimed(),
        // A range is two words, and the closure of the filter captures nothing.
        Variant::fixed("dyn_iterator", "`Box<dyn Iterator>`, two ranges", dyn_iterator::run)
            .answers(|_| 65)
            .exact(|_| Exact::each(2, 16))
            .untimed(),
        Variant::fixed("sorted_small", "`sort` of 19", sorted_small::run)
            .answers(|_| 9)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("sorted_within_the_stack", "`sort` of 503", sorted_within_the_stack::run)
            .answers(|_| 251)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("sorted_large", "`sort` of 1009", sorted_large::run)
            .answers(|_| 504)
            .exact(|_| Exact::once(8 * 1009))
            .untimed(),
        Variant::fixed("sorted_unstable", "`sort_unstable` of 1009", sorted_unstable::run)
            .answers(|_| 504)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("sorted_by_cached_key", "`sort_by_cached_key` of 101", sorted_by_cached_key::run)
            .answers(|_| 1)
            .exact(|_| Exact::once(101 * 16))
            .untimed(),
        Variant::fixed("closure_by_value", "a closure passed to a generic function", closure_by_value::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("fn_pointer", "a function pointer to `String::from`", fn_pointer::run)
            .answers(|_| 15)
            .exact(|_| Exact::once(15))
            .untimed(),
        Variant::fixed("fn_pointer_private", "the same, to a private function", fn_pointer_private::run)
            .answers(|_| 15)
            .debug(|_| Exact::once(15))
            .release(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("dyn_to_string", "`to_string` through `&dyn ToString`", dyn_to_string::run)
            .answers(|_| 4)
            .exact(|_| Exact::once(4))
            .untimed(),
        Variant::fixed("generic_trait", "a trait's method, in two generic versions", generic_trait::run)
            .answers(|_| 6)
            .exact(|_| Exact::once(6))
            .untimed(),
        Variant::fixed("async_block", "an `async` block, polled on the stack", async_block::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("async_boxed", "`Pin<Box<dyn Future>>`", async_boxed::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(FUTURE))
            .untimed(),
        // Twice the 14 bytes of the literal part.
        Variant::fixed("expect_eager", "`expect` with `format!`, no failure", expect_eager::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(2 * 14))
            .untimed(),
        Variant::fixed("expect_lazy", "`unwrap_or_else` with `panic!`, no failure", expect_lazy::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("assert_with_message", "`assert!`, an index, a division", assert_with_message::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .untimed(),
        // The exception's size is the panic runtime's of rustc 1.95.
        Variant::fixed("panic_caught", "`catch_unwind` of a panic", panic_caught::run)
            .answers(|_| 42)
            .exact(|_| Exact::together(2, 8 + 56))
            .untimed(),
        Variant::fixed("error_boxed", "`Box<dyn Error>` from a literal", error_boxed::run)
            .answers(|_| 42)
            .exact(|_| Exact::together(2, 12 + 24))
            .untimed(),
        Variant::fixed("io_error_new", "`io::Error::new` with a text", io_error_new::run)
            .answers(|_| 1)
            .exact(|_| Exact::together(3, 12 + 24 + 24))
            .untimed(),
        Variant::fixed("io_error_kind", "`io::Error` from a kind and from a code", io_error_kind::run)
            .answers(|_| 2)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("mutex_locked", "`Mutex::new` and `lock`", mutex_locked::run)
            .answers(|_| 42)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("thread_local_warm", "a thread-local `Vec`, filled again", thread_local_warm::run)
            .answers(|_| 45)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("once_lock_warm", "a `OnceLock`, read again", once_lock_warm::run)
            .answers(|_| 15)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("channel", "`mpsc::channel`, 10 messages", channel::run)
            .answers(|_| 45)
            .exact(|_| Exact::together(2, CHANNEL + (31 * 16 + 8)))
            .untimed(),
        Variant::fixed("thread_spawned", "`thread::spawn` and `join`", thread_spawned::run)
            .answers(|_| 42)
            .exact(|_| thread_spawned())
            .starts_threads(1)
            .beside_the_global_allocator(1)
            .in_uncounted_threads(|_| freed_by_the_thread(START + CLOSURE + 8))
            .untimed(),
        Variant::fixed("thread_scoped", "`thread::scope`, one thread", thread_scoped::run)
            .answers(|_| 42)
            .exact(|_| thread_scoped())
            .starts_threads(1)
            .beside_the_global_allocator(1)
            .in_uncounted_threads(|_| freed_by_the_thread(START + CLOSURE + 8))
            .untimed(),
        Variant::fixed("stdout_warm", "`stdout`, locked and flushed again", stdout_warm::run)
            .answers(|_| 1)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("buffered_reader", "`BufReader::new`, 3 bytes read", buffered_reader::run)
            .answers(|_| 42)
            .exact(|_| Exact::once(8 * 1024))
            .untimed(),
        Variant::fixed("read_to_end", "`read_to_end` of 1000 bytes", read_to_end::run)
            .answers(|_| 1_000)
            .exact(|_| doubled(32, 5))
            .untimed(),
        // Each has the length of its line, its end included, but not less than 8 bytes.
        Variant::fixed("lines_read", "`lines` of a text of 3", lines_read::run)
            .answers(|_| 14)
            .exact(|_| lines_read())
            .untimed(),
        Variant::fixed("file_opened", "`File::open` of a short path", file_opened::run)
            .answers(|_| 1)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("file_opened_long_path", "`File::open` of a path of 409 bytes", file_opened_long_path::run)
            .answers(|_| 1)
            .exact(|_| Exact::once(409 + 1))
            .untimed(),
        Variant::fixed("env_unset", "a variable that is not set", env_unset::run)
            .answers(|_| 1)
            .exact(|_| Exact::NONE)
            .untimed(),
        Variant::fixed("env_set", "a variable that is set", env_set::run)
            .answers(|_| 1)
            .uncounted("the block is as long as `PATH`, which depends on the machine")
            .untimed(),
        Variant::fixed("clock_and_process_id", "`Instant::now`, `process::id`", clock_and_process_id::run)
            .answers(|_| 2)
            .exact(|_| Exact::NONE)
            .untimed(),
    ],
};
