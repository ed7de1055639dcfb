//! What does malloc say of itself, and can it be asked to give back what it keeps?

#![allow(unsafe_code, reason = "the functions of the C library are foreign; they take and return numbers alone")]

use record::memory::MallocState;

/// What `mallinfo2` says; none with another C library than glibc 2.33 or later.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn state() -> Option<MallocState> {
    // SAFETY: the function takes nothing, locks malloc's arenas itself, and returns numbers.
    let info = unsafe { libc::mallinfo2() };
    let [heap_bytes, mapped_blocks, mapped_bytes] = [info.arena, info.hblks, info.hblkhd].map(|value| value as u64);
    let [in_use_bytes, free_bytes, top_bytes] = [info.uordblks, info.fordblks, info.keepcost].map(|value| value as u64);
    Some(MallocState { heap_bytes, mapped_blocks, mapped_bytes, in_use_bytes, free_bytes, top_bytes })
}

/// Gives the pages that no block lies in back to the kernel, with `malloc_trim(0)`; whether there is such a function.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn trim() -> bool {
    // SAFETY: the function takes a number, locks malloc's arenas itself, and touches free memory alone.
    unsafe { libc::malloc_trim(0) };
    true
}

/// Name and version of the C library.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn library() -> String {
    // SAFETY: the function takes nothing and returns a text that stays for the whole run of the process.
    let version = unsafe { libc::gnu_get_libc_version() };
    // SAFETY: as above: the text is there, and ends with a zero.
    let version = unsafe { std::ffi::CStr::from_ptr(version) };
    format!("glibc {}", version.to_string_lossy())
}

/// Name and version of the C library, as it stands in the library within the program.
#[cfg(all(target_os = "linux", target_env = "musl", target_feature = "crt-static"))]
pub fn library() -> String {
    use std::ffi::{CStr, c_char};
    // Both are hidden in the library, so that only a program that has it within itself is linked to them.
    unsafe extern "C" {
        static __libc_version: c_char;
        // The state of mallocng. musl has an older malloc too, by a setting of its build, and beside that one this would not be linked.
        static __malloc_context: u8;
    }
    std::hint::black_box(&raw const __malloc_context);
    // SAFETY: `src/internal/version.c` of musl defines it as a constant text, which ends with a zero.
    let version = unsafe { CStr::from_ptr(&raw const __libc_version) };
    format!("musl {}", version.to_string_lossy())
}

/// Elsewhere malloc says nothing.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn state() -> Option<MallocState> {
    None
}

/// Elsewhere malloc cannot be asked.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn trim() -> bool {
    false
}

/// Elsewhere it has no name here.
#[cfg(not(all(
    target_os = "linux",
    any(target_env = "gnu", all(target_env = "musl", target_feature = "crt-static"))
)))]
pub fn library() -> String {
    "another C library than glibc, and than musl within the program".to_owned()
}

#[cfg(all(test, target_os = "linux", target_env = "gnu"))]
mod tests {
    use super::*;

    #[test]
    fn a_large_block_has_a_mapping_of_its_own() {
        let before = state().unwrap();
        let large = std::hint::black_box(vec![1_u8; 40 << 20]);
        let after = state().unwrap();
        assert!(after.mapped_bytes >= before.mapped_bytes + (40 << 20), "{before:?} {after:?} {}", large.len());
        drop(large);
        assert!(trim());
        assert!(library().starts_with("glibc 2."));
    }
}
