//! A thousand blocks are made here and freed by another thread, or shown to it and freed here.
//!
//! glibc keeps a cache of free blocks for each thread, and returns a block to the arena that it came from, under the lock of the arena.
//! So what the other thread frees fills its own cache first and then goes back to the arena of this thread,
//! and this thread, whose cache nobody fills, makes its blocks from the arena.
//! In both variants the list of the blocks goes there and comes back, so they differ in nothing but in which thread frees.

use declaration::Prepared;
use std::hint::black_box;
use std::mem::{self, MaybeUninit};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

// ANCHOR: run
type Blocks = Vec<Box<[MaybeUninit<u8>]>>;

/// Makes as many blocks as `blocks` has room for, hands them over, and frees what comes back. Answers with the number of the blocks made.
#[inline(never)]
pub fn make_and_hand_over(blocks: &mut Blocks, size: usize, other: &Other) -> u64 {
    let mut made = 0;
    for _ in 0..blocks.capacity() {
        let block = Box::new_uninit_slice(size); // heap: 1
        black_box(block.as_ptr());
        blocks.push(block); // heap: may
        made += 1;
    }
    other.visit(blocks);
    blocks.clear();
    made
}

/// What the other thread does with the blocks in one variant.
fn free(blocks: &mut Blocks) {
    blocks.clear();
}

/// What it does with them in the other one.
fn look(blocks: &mut Blocks) {
    black_box(blocks.as_ptr());
}
// ANCHOR_END: run

/// Whose turn it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Maker,
    Other,
    Nobody,
}

struct Desk {
    blocks: Blocks,
    turn: Turn,
}

/// Where the two threads meet. The waiting is done by the system: nothing here asks for a block.
struct Room {
    desk: Mutex<Desk>,
    turned: Condvar,
}

impl Room {
    /// The desk, when it is this one's turn, or nobody's.
    fn wait(&self, whose: Turn) -> MutexGuard<'_, Desk> {
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        while desk.turn != whose && desk.turn != Turn::Nobody {
            desk = self.turned.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
        desk
    }

    fn turn(&self, mut desk: MutexGuard<'_, Desk>, next: Turn) {
        desk.turn = next;
        self.turned.notify_one();
    }
}

/// The other thread. It ends when this is dropped.
pub struct Other {
    room: Arc<Room>,
    thread: Option<JoinHandle<()>>,
}

impl Other {
    fn start(work: fn(&mut Blocks)) -> Self {
        let desk = Mutex::new(Desk { blocks: Vec::new(), turn: Turn::Maker });
        let room = Arc::new(Room { desk, turned: Condvar::new() }); // heap: 1
        let theirs = Arc::clone(&room);
        let thread = thread::spawn(move || {
            // heap: 1, may
            loop {
                let mut desk = theirs.wait(Turn::Other);
                if desk.turn == Turn::Nobody {
                    return;
                }
                work(&mut desk.blocks); // heap: unknown
                theirs.turn(desk, Turn::Maker);
            }
        });
        Self { room, thread: Some(thread) }
    }

    /// Gives the blocks to the other thread, waits, and takes back what is left.
    fn visit(&self, blocks: &mut Blocks) {
        let mut desk = self.room.wait(Turn::Maker);
        mem::swap(&mut desk.blocks, blocks);
        self.room.turn(desk, Turn::Other);
        let mut desk = self.room.wait(Turn::Maker);
        mem::swap(&mut desk.blocks, blocks);
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        let desk = self.room.wait(Turn::Maker);
        self.room.turn(desk, Turn::Nobody);
        let ended = self.thread.take().map(JoinHandle::join);
        drop(ended);
    }
}

/// Makes the list and starts the thread, so that neither is part of a call.
fn prepare(size: usize, work: fn(&mut Blocks)) -> Prepared {
    let mut blocks = Vec::with_capacity(1000); // heap: 1
    let other = Other::start(work);
    Box::new(move || make_and_hand_over(&mut blocks, black_box(size), &other)) // heap: 1
}

fn prepare_freed_there(size: usize) -> Prepared {
    prepare(size, free)
}

fn prepare_freed_here(size: usize) -> Prepared {
    prepare(size, look)
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("1000 blocks made here, freed by another thread", prepared(prepare_freed_there))
        .at(crate::OF_MANY)
        .alone()
        .answers(|_| crate::MANY)
        .exact(|size| declaration::Exact {
            deallocations: 0,
            end_bytes: (crate::MANY * size as u64) as i64,
            ..crate::many_together(size)
        })
        .in_uncounted_threads(|size| declaration::Exact {
            deallocations: crate::MANY,
            end_bytes: -((crate::MANY * size as u64) as i64),
            ..declaration::Exact::NONE
        })
        .against("freed_here");

pub(crate) static HERE: declaration::Variant = declaration::variant!(
    "freed_here",
    "1000 blocks made here, shown to another thread, freed here",
    prepared(prepare_freed_here)
)
.at(crate::OF_MANY)
.alone()
.answers(|_| crate::MANY)
.exact(crate::many_together)
.against("freed_here");
