//! The texts of 100 bytes one behind the other in a single `String`, and a list of where each ends.

// ANCHOR: make
use crate::work::{SHORT, text};

/// Texts that lie one behind the other.
pub struct Texts {
    text: String,
    ends: Vec<usize>,
}

/// Reads the texts into one buffer.
#[inline(never)]
pub fn make(bytes: usize) -> Texts {
    let count = bytes / SHORT;
    let mut texts = Texts { text: String::with_capacity(count * SHORT), ends: Vec::with_capacity(count) }; // heap: 2
    for _ in 0..count {
        texts.text.push_str(text(SHORT)); // heap: may
        texts.ends.push(texts.text.len()); // heap: may
    }
    texts
}
// ANCHOR_END: make

impl Texts {
    /// Each text.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let begins = std::iter::once(&0).chain(&self.ends);
        begins.zip(&self.ends).map(|(begin, end)| &self.text[*begin..*end])
    }
}

/// Makes them, reads them and drops them.
#[inline(never)]
pub fn run(mebibytes: usize) -> u64 {
    let texts = make(crate::work::bytes(mebibytes));
    texts.iter().map(|text| crate::work::ends(text.as_bytes())).sum()
}

fn exact(mebibytes: usize) -> declaration::Exact {
    let count = crate::work::bytes(mebibytes) / SHORT;
    declaration::Exact::together(2, (count * (SHORT + size_of::<usize>())) as u64)
}

pub(crate) static VARIANT: declaration::Variant = declaration::variant!("all texts of 100 B in one buffer", sized(run))
    .answers(|mebibytes| crate::work::texts_answer(mebibytes, SHORT))
    .exact(exact);
