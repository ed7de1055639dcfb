//! Which futures allocate, how large is a future, and what does a spawned task ask for?

pub mod sizes;
pub mod work;

use declaration::{Axis, Experiment};

declaration::variants![
    awaited,
    box_pin,
    boxed_future,
    pinned_dyn,
    reusable_box,
    async_trait_dyn,
    async_trait_known,
    async_fn_in_trait,
    impl_future_in_trait,
    async_trait_layers,
    boxed_once,
    handlers_boxed,
    handlers_enum,
    recursive_boxed,
    recursive_loop,
    join_macro,
    select_macro,
    wrapped,
    wrapped_boxed,
    wrapped_plainly,
    spawned,
    block_on_alone,
    runtime_each_call,
    spawned_buffer,
    spawned_boxed,
    many_spawned,
    many_join_set,
    many_unordered,
    many_join_all,
    few_join_all,
    oneshot,
    mpsc_one,
    mpsc_hundred,
    mpsc_unbounded,
    mpsc_kept,
    watch_channel,
    broadcast_channel,
    sleeping,
    timed_out,
    mutex_contended,
    notified,
];

/// Bytes of a task of tokio with a small future or an address in it: the least, because a task is aligned to 128 bytes.
const TASK: u64 = 128;
/// Bytes of a task beside its future, as near as multiples of 128 tell: its state, its scheduler, and who waits for it.
const BESIDE: u64 = 88;
/// Bytes of a block with 32 messages of 8 bytes, and four words.
const MESSAGES: u64 = 32 * 8 + 4 * 8;
/// Bytes of what both ends of a channel share.
const CHANNEL: u64 = 512;

/// The declaration: what is measured, and what must come out.
pub static EXPERIMENT: Experiment = Experiment {
    slug: env!("CARGO_PKG_NAME"),
    question: "Which futures allocate, how large is a future, and what does a spawned task ask for?",
    baseline: "awaited",
    axis: Some(Axis { quantity: "bytes kept across an await", unit: "B", sizes: &[64, 1_024, 8_192] }),
    variants: VARIANTS,
};
