//! Which calls of the standard library allocate?
//!
//! One call, or a few that belong together, a file; every file uses the standard library alone.

use declaration::{Exact, Experiment};

declaration::variants![
    box_returned,
    box_local,
    box_zero_sized,
    box_closure,
    box_str,
    rc_cloned,
    rc_from_vec,
    arc_make_mut,
    vec_new,
    vec_grown,
    vec_with_capacity,
    vec_one_too_many,
    vec_zeroed,
    slice_to_vec,
    vec_extended,
    vec_resized,
    vec_edited,
    vec_spliced,
    vec_cloned_nested,
    vec_repeated_vecs,
    vec_taken,
    vec_taken_refilled,
    vec_drained_refilled,
    string_new,
    string_grown,
    string_added,
    string_replaced,
    string_replaced_nothing,
    string_joined,
    string_repeated,
    string_lowercased,
    to_string,
    cow_borrowed,
    cow_owned,
    format_literal,
    format_argument,
    formatted_into_array,
    split_counted,
    split_collected,
    parse_failed,
    c_string,
    path_joined,
    hash_map_new,
    hash_map_grown,
    hash_map_with_capacity,
    hash_map_collected,
    hash_map_collected_filtered,
    btree_map_first,
    btree_map_split,
    vec_deque_grown,
    vec_deque_rolling,
    binary_heap_from_vec,
    iterator_chain,
    array_mapped,
    collected_exact,
    collected_filtered,
    collected_in_place,
    collected_result,
    dyn_iterator,
    sorted_small,
    sorted_within_the_stack,
    sorted_large,
    sorted_already,
    sorted_if_needed,
    sorted_unstable,
    sorted_by_cached_key,
    closure_by_value,
    fn_pointer,
    fn_pointer_private,
    dyn_to_string,
    generic_trait,
    async_block,
    async_boxed,
    expect_eager,
    expect_lazy,
    assert_with_message,
    panic_caught,
    error_boxed,
    io_error_new,
    io_error_kind,
    mutex_locked,
    thread_local_warm,
    once_lock_warm,
    channel,
    thread_spawned,
    thread_scoped,
    stdout_warm,
    buffered_reader,
    read_to_end,
    lines_read,
    file_opened,
    file_opened_long_path,
    env_unset,
    env_set,
    clock_and_process_id,
];

/// The strong and the weak counter that stand before the value of an `Rc` or `Arc`.
const COUNTERS: u64 = 8 + 8;

/// A leaf of a `BTreeMap<u64, u64>`: 11 keys, 11 values, the parent, the place in it and the length, rounded up to whole words.
const LEAF: u64 = 11 * 8 + 11 * 8 + 8 + 8;

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

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Which calls of the standard library allocate?",
    baseline: declaration::ITSELF,
    axis: None,
    variants: VARIANTS,
};
