//! A file that is mapped into memory: no allocation; its bytes are where the kernel put the mapping.

#![allow(unsafe_code, reason = "a mapped file can change under the program, so mapping one is unsafe")]

use crate::place::{Look, Place};
use memmap2::Mmap;
use std::fs::File;

// ANCHOR: show
/// Shows this crate's manifest, mapped, and the value that unmaps it when dropped.
///
/// # Panics
///
/// When the manifest is not there any more.
#[inline(never)]
pub fn show(look: &mut Look<'_>) -> u64 {
    let file = File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).expect("the manifest of this crate"); // heap: may
    // SAFETY: nobody writes to this manifest while it is mapped, and no byte of it is read.
    let map = unsafe { Mmap::map(&file) }.expect("the manifest can be mapped"); // heap: may
    look(&[Place::of("owner", &map).pointing_to("bytes"), Place::of("bytes", &*map)]); // heap: unknown
    u64::from(!map.is_empty())
}
// ANCHOR_END: show

/// The same work for counting and timing: nobody looks.
#[inline(never)]
pub fn run() -> u64 {
    show(&mut |_| {})
}

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("a file that is mapped into memory", run).answers(|_| 1).exact(|_| declaration::Exact::NONE);
