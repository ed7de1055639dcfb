//! `to_owned` of a `&str` makes a block of its length; `into_boxed_str` keeps that block, since it has no room to spare.
//!
//! Of a `String` with room to spare, it reallocates the block to give the room back.

// ANCHOR: run
#[inline(never)]
fn boxed(text: &str) -> [Box<str>; 2] {
    let mut roomy = String::with_capacity(32); // heap: 1
    roomy.push_str(text); // heap: elided
    [text.to_owned().into_boxed_str(), roomy.into_boxed_str()] // heap: 2
}

/// Two blocks, the second reallocated from 32 bytes to the length of the text.
#[inline(never)]
pub fn run() -> u64 {
    boxed("salt and pepper").iter().map(|text| text.len() as u64).sum()
}
// ANCHOR_END: run

// A reallocation's full new size is requested again; shrinking adds nothing to the net bytes.
pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`Box<str>` by `to_owned`, and from a roomy `String`", run).answers(|_| 30).exact(|_| {
        declaration::Exact {
            reallocations: 1,
            requested_bytes: 32 + 15 + 15,
            ..declaration::Exact::together(2, 32 + 15)
        }
    });
