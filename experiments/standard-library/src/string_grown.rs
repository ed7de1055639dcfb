//! `push_str` grows a `String` as `extend_from_slice` grows a `Vec`, but not below 8 bytes.

// ANCHOR: run
/// One block for the first 8 bytes, reallocated for 16 and for 32.
#[inline(never)]
pub fn run() -> u64 {
    let mut text = String::new();
    for word in ["one ", "two ", "three ", "four ", "five "] {
        text.push_str(word); // heap: may
    }
    text.len() as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("5 words by `push_str`", run).answers(|_| 24).exact(|_| crate::doubled(8, 2));
