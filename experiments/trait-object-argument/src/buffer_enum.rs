//! A buffer of one of several types, `Vec<Item>` of an enum, kept between calls: mixed types, no allocation.
//!
//! Each element has the size of the largest variant and a tag, so mixing costs room instead of blocks.

/// A match found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    start: u64,
    end: u64,
    word: u64,
}

// ANCHOR: buffer
/// What the buffer can hold: a closed set.
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// A match and where it is.
    Token(Token),
    /// Only what it counts for.
    Weight(u64),
}

/// At most `capacity` items.
struct Buffer {
    items: Vec<Item>,
    capacity: usize,
}
// ANCHOR_END: buffer

/// The buffer has no room left.
#[derive(Clone, Copy, Debug)]
struct Full;

impl Item {
    fn weigh(&self) -> u64 {
        match self {
            Self::Token(token) => (token.end - token.start) * token.word,
            Self::Weight(weight) => *weight,
        }
    }
}

impl Buffer {
    fn push(&mut self, item: Item) -> Result<(), Full> {
        if self.items.len() == self.capacity {
            return Err(Full);
        }
        self.items.push(item); // heap: may
        Ok(())
    }
}

/// Pushes `items` tokens, reads them back and empties the buffer.
#[inline(never)]
fn fill_and_read(buffer: &mut Buffer, items: u64) -> Result<u64, Full> {
    for start in 0..items {
        buffer.push(Item::Token(Token { start, end: start + 5, word: 1 }))?;
    }
    let sum = buffer.items.iter().map(Item::weigh).sum();
    buffer.items.clear();
    Ok(sum)
}

/// The buffer is made here and kept. A full buffer would be a wrong answer.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let mut buffer = Buffer { items: Vec::with_capacity(items), capacity: items }; // heap: 1
    Box::new(move || fill_and_read(&mut buffer, items as u64).unwrap_or(0)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a reused Vec of an enum", prepared(prepare))
    .answers(crate::five_each)
    .exact(|_| declaration::Exact::NONE)
    .against("buffer_typed");
