//! What pools, slices and arenas do at their limits.

use bumpalo::Bump;
use bytes::{Bytes, BytesMut};
use count_allocations::count;
use pools_and_scratch::pool::Pool;

#[test]
fn a_pool_gives_the_buffer_that_came_back_last_and_empty() {
    let pool = Pool::new(100);
    let mut first = Vec::with_capacity(50);
    first.push(1);
    let mut second = Vec::with_capacity(60);
    second.push(2);
    let address = second.as_ptr();
    pool.give_back(first);
    pool.give_back(second);
    let taken = pool.take();
    assert_eq!((taken.as_ptr(), taken.len(), taken.capacity()), (address, 0, 60));
    assert_eq!(pool.room(), 50);
}

#[test]
fn a_buffer_above_the_limit_does_not_come_back() {
    let pool = Pool::new(100);
    pool.give_back(Vec::with_capacity(101));
    assert_eq!(pool.room(), 0);
    assert_eq!(pool.take().capacity(), 0);
}

#[test]
fn a_pool_serves_several_threads() {
    let pool = Pool::new(1_000);
    std::thread::scope(|scope| {
        for number in 0..4_u8 {
            let pool = &pool;
            scope.spawn(move || {
                for _ in 0..100 {
                    let mut buffer = pool.take();
                    assert!(buffer.is_empty());
                    buffer.resize(100, number);
                    assert!(buffer.iter().all(|byte| *byte == number));
                    pool.give_back(buffer);
                }
            });
        }
    });
    assert!((100..=400).contains(&pool.room()), "{}", pool.room());
}

#[test]
fn the_block_goes_with_its_last_slice() {
    let text = Bytes::from(vec![7; 1_000]);
    let part = text.slice(10..20);
    assert_eq!(count(|| drop(text)).1.deallocations, 0);
    assert_eq!(count(|| drop(part)).1.end_bytes, -1_024);
}

#[test]
fn an_empty_slice_keeps_nothing() {
    let text = Bytes::from(vec![7; 1_000]);
    let part = text.slice(10..10);
    assert_eq!(count(|| drop(text)).1.end_bytes, -1_000);
    assert!(part.is_empty());
}

#[test]
fn bytes_mut_says_whether_it_could_take_its_block_back() {
    let mut buffer = BytesMut::zeroed(1_000);
    let frame = buffer.split();
    let (is_there, counts) = count(|| buffer.try_reclaim(1_000));
    assert!(!is_there);
    assert_eq!(counts.allocations + counts.reallocations, 0);
    drop(frame);
    let (is_there, counts) = count(|| buffer.try_reclaim(1_000));
    assert!(is_there);
    assert_eq!(counts.allocations + counts.reallocations, 0);
}

#[test]
fn an_arena_that_is_reset_has_room_for_as_much_after_the_second_round() {
    let mut arena = Bump::new();
    let mut round = || {
        for number in 0..1_000_u64 {
            arena.alloc(number);
        }
        arena.reset();
    };
    round();
    round();
    assert_eq!(count(round).1.allocations, 0);
}
