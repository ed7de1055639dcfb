//! How large is a future? Each of these keeps, passes or drops a kibibyte.

use crate::work::turn;
use futures_util::FutureExt;
use std::future::Future;
use std::hint::black_box;

fn buffer() -> [u8; 1_024] {
    black_box([1; 1_024])
}

/// A buffer that is moved and not copied.
struct Buffer([u8; 1_024]);

// ANCHOR: kept
/// The buffer is used after the await, so it is a part of the future.
pub async fn kept() -> u64 {
    let buffer = buffer();
    turn().await;
    u64::from(buffer[9])
}
// ANCHOR_END: kept

// ANCHOR: summed
/// The buffer is not used after the await, but it was borrowed, and its scope goes on.
pub async fn summed() -> u64 {
    let buffer = buffer();
    let sum = buffer.iter().copied().map(u64::from).sum();
    turn().await;
    sum
}
// ANCHOR_END: summed

/// The same with `drop` before the await, of a buffer that is not `Copy`.
#[expect(clippy::drop_non_drop, reason = "what this does to the size is the question")]
pub async fn summed_then_dropped() -> u64 {
    let buffer = Buffer(buffer());
    let sum = buffer.0.iter().copied().map(u64::from).sum();
    drop(buffer);
    turn().await;
    sum
}

// ANCHOR: in_block
/// The buffer's scope ends before the await.
pub async fn summed_in_block() -> u64 {
    let sum = {
        let buffer = buffer();
        buffer.iter().copied().map(u64::from).sum()
    };
    turn().await;
    sum
}
// ANCHOR_END: in_block

/// A function without `async` does what needs the buffer.
pub async fn summed_in_function() -> u64 {
    fn sum() -> u64 {
        buffer().iter().copied().map(u64::from).sum()
    }
    let sum = sum();
    turn().await;
    sum
}

/// The buffer is read by index alone, and not after the await.
pub async fn indexed() -> u64 {
    let buffer = buffer();
    let last = u64::from(buffer[9]);
    turn().await;
    last
}

/// The buffer is in a block of its own.
pub async fn in_vec() -> u64 {
    let buffer = vec![1_u8; 1_024]; // heap: unknown
    turn().await;
    u64::from(buffer[9])
}

// ANCHOR: argument
/// An argument that is used after the await is there twice: as it was passed, and as a variable.
pub async fn argument(buffer: [u8; 1_024]) -> u64 {
    turn().await;
    u64::from(buffer[9])
}
// ANCHOR_END: argument

/// The same with a reference.
pub async fn by_reference(buffer: &[u8; 1_024]) -> u64 {
    turn().await;
    u64::from(buffer[9])
}

/// Awaits one that keeps the buffer.
pub async fn called() -> u64 {
    kept().await
}

/// Awaits two, one after the other: they share the room.
pub async fn called_twice() -> u64 {
    kept().await + kept().await
}

/// Awaits one or the other: the room is for the larger one.
pub async fn branches(first: bool) -> u64 {
    if first { kept().await } else { in_vec().await }
}

/// Awaits one in a block.
pub async fn called_boxed() -> u64 {
    Box::pin(kept()).await // heap: unknown
}

/// Awaits two at once: both are there.
pub async fn joined() -> u64 {
    let (first, second) = tokio::join!(kept(), kept());
    first + second
}

/// Awaits whichever is ready first: both are there.
pub async fn selected() -> u64 {
    tokio::select! { // heap: elided
        first = kept() => first,
        second = kept() => second,
    }
}

// ANCHOR: wrapper
/// An `async fn` that awaits what it was given: the argument, and what is awaited.
pub async fn wrapper<F: Future>(future: F) -> F::Output {
    future.await
}
// ANCHOR_END: wrapper

/// A function that gives back what it was given.
pub fn handed_on<F: Future>(future: F) -> impl Future<Output = F::Output> {
    future
}

/// A combinator in place of a wrapper.
pub fn mapped<F: Future<Output = u64>>(future: F) -> impl Future<Output = u64> {
    future.map(|number| number + 1)
}

/// A block that takes a future from outside.
#[expect(clippy::manual_async_fn, clippy::redundant_async_block, reason = "what this does to the size is the question")]
pub fn moved_into_block<F: Future>(future: F) -> impl Future<Output = F::Output> {
    async move { future.await }
}

async fn takes(_buffer: [u8; 8_192]) -> u64 {
    turn().await;
    1
}

// ANCHOR: nested
/// Ten wrappers around a future with 8 KiB.
pub fn nested() -> impl Future<Output = u64> {
    let three = wrapper(wrapper(wrapper(takes([0; 8_192]))));
    let six = wrapper(wrapper(wrapper(three)));
    wrapper(wrapper(wrapper(wrapper(six))))
}
// ANCHOR_END: nested

/// The same with a box around the innermost.
pub fn nested_boxed() -> impl Future<Output = u64> {
    let three = wrapper(wrapper(wrapper(Box::pin(takes([0; 8_192]))))); // heap: 1
    let six = wrapper(wrapper(wrapper(three)));
    wrapper(wrapper(wrapper(wrapper(six))))
}

/// Keeps 256 KiB.
pub async fn large() -> u64 {
    let buffer = black_box([1_u8; 262_144]);
    turn().await;
    u64::from(buffer[262_143])
}

/// Bytes of a value that is never made.
pub fn size_of_returned<F>(_: impl FnOnce() -> F) -> usize {
    size_of::<F>()
}
