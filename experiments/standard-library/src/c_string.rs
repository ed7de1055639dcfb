//! `CString::new` copies the text and adds the final zero, in one block; a literal `c"..."` is a constant.

use std::ffi::{CStr, CString};

// ANCHOR: run
#[inline(never)]
fn c_string(text: &str) -> CString {
    CString::new(text).unwrap_or_default() // heap: may
}

/// One block: the text and its zero.
#[inline(never)]
pub fn run() -> u64 {
    let literal: &CStr = c"pepper";
    (c_string("salt").as_bytes_with_nul().len() + literal.count_bytes()) as u64
}
// ANCHOR_END: run

pub(crate) static VARIANT: declaration::Variant =
    declaration::variant!("`CString::new` of 4 bytes", run).answers(|_| 11).exact(|_| declaration::Exact::once(4 + 1));
