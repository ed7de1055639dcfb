//! A stack pointer in the heap: the closure of a thread lives in a block of its own,
//! and the thread may outlive this frame.

use std::thread::{self, JoinHandle};

fn start() -> JoinHandle<i32> {
    let c = 11;
    thread::spawn(|| c + 1)
}

fn main() {
    println!("{}", start().join().unwrap());
}
