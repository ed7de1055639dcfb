//! A buffer that is lent anything, `&dyn Any`, and copies what it understands into a typed vector: no allocation.
//!
//! The caller knows as little of the buffer's type as with boxes, and the operations object downcasts as before.
//! But the value is lent for the length of the call and copied out of the caller's frame, so it needs no block of its own.

use std::any::Any;

// ANCHOR: buffer
/// A store for values of one type that its user does not know.
trait Operations {
    fn store(&mut self, item: &dyn Any) -> Option<()>;
    fn weigh(&self, index: usize) -> Option<u64>;
    fn clear(&mut self);
}

/// At most `capacity` items, of the type that `operations` understands.
struct Buffer {
    operations: Box<dyn Operations>,
    length: usize,
    capacity: usize,
}

impl Buffer {
    fn push(&mut self, item: &dyn Any) -> Result<(), Refused> {
        if self.length == self.capacity {
            return Err(Refused::Full);
        }
        self.operations.store(item).ok_or(Refused::OtherType)?; // heap: unknown
        self.length += 1;
        Ok(())
    }
}
// ANCHOR_END: buffer

/// Why a push failed.
#[derive(Clone, Copy, Debug)]
enum Refused {
    Full,
    OtherType,
}

/// A match found in a text.
#[derive(Clone, Copy, Debug)]
struct Token {
    start: u64,
    end: u64,
    word: u64,
}

// ANCHOR: operations
struct TokenOperations {
    tokens: Vec<Token>,
}

impl Operations for TokenOperations {
    fn store(&mut self, item: &dyn Any) -> Option<()> {
        self.tokens.push(*item.downcast_ref::<Token>()?); // heap: may, unknown
        Some(())
    }
    // ANCHOR_END: operations

    fn weigh(&self, index: usize) -> Option<u64> {
        let token = self.tokens.get(index)?;
        Some((token.end - token.start) * token.word)
    }

    fn clear(&mut self) {
        self.tokens.clear();
    }
}

/// Pushes `items` tokens, reads them back and empties the buffer.
#[inline(never)]
fn fill_and_read(buffer: &mut Buffer, items: u64) -> Result<u64, Refused> {
    for start in 0..items {
        buffer.push(&Token { start, end: start + 5, word: 1 })?; // heap: none
    }
    let sum = (0..buffer.length).filter_map(|index| buffer.operations.weigh(index)).sum(); // heap: unknown
    buffer.operations.clear(); // heap: unknown
    buffer.length = 0;
    Ok(sum)
}

/// The buffer is made here and kept. A refused push would be a wrong answer.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let operations = Box::new(TokenOperations { tokens: Vec::with_capacity(items) }); // heap: 2
    let mut buffer = Buffer { operations, length: 0, capacity: items };
    Box::new(move || fill_and_read(&mut buffer, items as u64).unwrap_or(0)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("&dyn Any lent, copied into a reused Vec<Token>", prepared(prepare))
        .answers(crate::five_each)
        .exact(|_| declaration::Exact::NONE)
        .against("buffer_typed");
