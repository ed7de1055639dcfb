//! A buffer of anything, `Vec<Box<dyn Any>>`, kept between calls: every push boxes its value, so every push allocates.
//!
//! The vector holds pairs of addresses (the value, its vtable); the values need blocks of their own, each of the size of a token.
//! What to do with a value is known to an operations object, which finds the type again by downcast.

use std::any::Any;

// ANCHOR: buffer
/// What can be done with a value whose type the buffer does not know.
trait Operations {
    fn weigh(&self, item: &dyn Any) -> Option<u64>;
}

/// At most `capacity` items, of any type.
struct Buffer {
    items: Vec<Box<dyn Any>>,
    capacity: usize,
    operations: Box<dyn Operations>,
}

impl Buffer {
    fn push(&mut self, item: Box<dyn Any>) -> Result<(), Full> {
        if self.items.len() == self.capacity {
            return Err(Full);
        }
        self.items.push(item); // heap: may
        Ok(())
    }
}
// ANCHOR_END: buffer

/// The buffer has no room left.
#[derive(Clone, Copy, Debug)]
struct Full;

/// A match found in a text.
#[derive(Clone, Copy, Debug)]
struct Token {
    start: u64,
    end: u64,
    word: u64,
}

// ANCHOR: operations
struct TokenOperations;

impl Operations for TokenOperations {
    fn weigh(&self, item: &dyn Any) -> Option<u64> {
        let token = item.downcast_ref::<Token>()?; // heap: unknown
        Some((token.end - token.start) * token.word)
    }
}
// ANCHOR_END: operations

/// Pushes `items` tokens, reads them back and empties the buffer, which frees their boxes.
#[inline(never)]
fn fill_and_read(buffer: &mut Buffer, items: u64) -> Result<u64, Full> {
    for start in 0..items {
        buffer.push(Box::new(Token { start, end: start + 5, word: 1 }))?; // heap: 1
    }
    let sum = buffer.items.iter().filter_map(|item| buffer.operations.weigh(&**item)).sum(); // heap: unknown
    buffer.items.clear();
    Ok(sum)
}

/// The buffer is made here and kept. A full buffer would be a wrong answer.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let mut buffer =
        Buffer { items: Vec::with_capacity(items), capacity: items, operations: Box::new(TokenOperations) };
    // heap: 1, elided
    Box::new(move || fill_and_read(&mut buffer, items as u64).unwrap_or(0)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a reused Vec<Box<dyn Any>>", prepared(prepare))
        .answers(crate::five_each)
        .exact(|items| declaration::Exact::together(items as u64, items as u64 * TOKEN))
        .against("buffer_typed");

/// The bytes of a match, in every `buffer_` variant: three `u64`.
const TOKEN: u64 = 24;
