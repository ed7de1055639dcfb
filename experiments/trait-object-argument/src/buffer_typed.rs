//! A buffer of values, `Vec<Token>`, kept between calls: pushing allocates nothing, because the room is already there.

// ANCHOR: buffer
/// A match found in a text.
#[derive(Clone, Copy, Debug)]
struct Token {
    start: u64,
    end: u64,
    word: u64,
}

/// The buffer has no room left.
#[derive(Clone, Copy, Debug)]
struct Full;

/// At most `capacity` tokens.
struct Buffer {
    tokens: Vec<Token>,
    capacity: usize,
}

impl Buffer {
    fn push(&mut self, token: Token) -> Result<(), Full> {
        if self.tokens.len() == self.capacity {
            return Err(Full);
        }
        self.tokens.push(token); // heap: may
        Ok(())
    }
}
// ANCHOR_END: buffer

/// Pushes `items` tokens, reads them back and empties the buffer.
#[inline(never)]
fn fill_and_read(buffer: &mut Buffer, items: u64) -> Result<u64, Full> {
    for start in 0..items {
        buffer.push(Token { start, end: start + 5, word: 1 })?;
    }
    let sum = buffer.tokens.iter().map(|token| (token.end - token.start) * token.word).sum();
    buffer.tokens.clear();
    Ok(sum)
}

/// The buffer is made here and kept. A full buffer would be a wrong answer.
pub fn prepare(items: usize) -> Box<dyn FnMut() -> u64> {
    let mut buffer = Buffer { tokens: Vec::with_capacity(items), capacity: items }; // heap: 1
    Box::new(move || fill_and_read(&mut buffer, items as u64).unwrap_or(0)) // heap: 1
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("a reused Vec<Token>", prepared(prepare))
    .answers(crate::five_each)
    .exact(|_| declaration::Exact::NONE)
    .against("buffer_typed");
