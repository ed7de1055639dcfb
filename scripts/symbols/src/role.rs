//! Which functions do tools treat apart?
//!
//! By name, because nothing else in an object file or a profile tells. Names are demangled.

use crate::library::Library;

/// What a call asks of the allocator.
///
/// The allocator's entries are `__rust_alloc`, `__rust_alloc_zeroed`, `__rust_realloc` and `__rust_dealloc`, and C's `malloc`, `calloc`,
/// `realloc`, `posix_memalign`, `aligned_alloc`, `memalign` and `free`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllocatorCall {
    /// A block, or a block's other size.
    Allocates,
    /// A block is given back.
    Frees,
}

impl AllocatorCall {
    /// What calling the function of this name asks; `None` where it is no entry of the allocator.
    pub fn of(name: &str) -> Option<Self> {
        let last = name.rsplit("::").next().unwrap_or(name);
        let is_plain = last == name;
        match last {
            "__rust_alloc" | "__rust_alloc_zeroed" | "__rust_realloc" => Some(Self::Allocates),
            "malloc" | "calloc" | "realloc" | "posix_memalign" | "aligned_alloc" | "memalign" if is_plain => {
                Some(Self::Allocates)
            }
            "__rust_dealloc" => Some(Self::Frees),
            "free" if is_plain => Some(Self::Frees),
            _ => None,
        }
    }
}

/// Whether a function ends what the program was doing: a panic, an abort, or the report of a failed allocation.
///
/// What it allocates on the way is left out. True for everything below the modules `core::panicking`, `std::panicking`, `std::panic`,
/// `core::panic`, `std::backtrace` and `std::rt`; for functions of the standard library that only build a message and panic
/// (`unwrap_failed`, `capacity_overflow`, everything that begins with `panic` or ends in `_fail`); for `abort`, and for the unwinder.
/// The code of `catch_unwind` itself is not cold.
pub fn is_cold(name: &str) -> bool {
    const MODULES: [&str; 8] = [
        "core::panicking::",
        "std::panicking::",
        "core::panic::",
        "std::panic::",
        "std::backtrace",
        "std::sys::backtrace::",
        "std::rt::",
        "alloc::alloc::handle_alloc_error",
    ];
    const NAMES: [&str; 12] = [
        "unwrap_failed",
        "expect_failed",
        "capacity_overflow",
        "handle_error",
        "handle_alloc_error",
        "__rust_alloc_error_handler",
        "alloc_error_handler",
        "rust_panic",
        "rust_begin_unwind",
        "_Unwind_Resume",
        "abort",
        "exit",
    ];
    // `catch_unwind` runs its argument; it is a way in, not an end.
    if name.contains("catch_unwind") || name.contains("AssertUnwindSafe") || name.contains("panicking::try") {
        return false;
    }
    let path = name.trim_start_matches('<');
    let last = name.rsplit("::").next().unwrap_or(name);
    MODULES.iter().any(|module| path.starts_with(module))
        || (NAMES.contains(&last) && (Library::begins_with_standard(name) || last == name))
        || ((last.ends_with("_fail") || last.starts_with("panic")) && Library::begins_with_standard(name))
}

/// Whether a function only runs destructors. What a destructor behind `dyn` does is not searched for.
pub fn is_drop_glue(name: &str) -> bool {
    name.contains("drop_in_place")
        || name.contains("drop_glue")
        || name.ends_with("::drop_slow")
        || name.ends_with("Drop>::drop")
}

/// Whether the function is where a program enters the allocator: the shims that the compiler makes, and every allocator's own
/// `GlobalAlloc`, the reader's as well. What it calls is the allocator's work.
pub fn is_allocator_entry(name: &str) -> bool {
    const SHIMS: [&str; 4] = ["alloc", "alloc_zeroed", "realloc", "dealloc"];
    let last = name.rsplit("::").next().unwrap_or(name);
    let shim = ["__rust_", "__rg_", "__rdl_"].iter().find_map(|prefix| last.strip_prefix(prefix));
    shim.is_some_and(|shim| SHIMS.contains(&shim))
        || (SHIMS.contains(&last) && name.contains("core::alloc::global::GlobalAlloc"))
}

/// Whether the function is of dhat or of what dhat takes backtraces and locks with.
pub fn is_of_instrument(name: &str, file: &str) -> bool {
    const CRATES: [&str; 3] = ["dhat", "mintex", "backtrace"];
    let of_file = file.split('/').next().and_then(|directory| directory.rsplit_once('-'));
    let begins = name.trim_start_matches('<');
    CRATES.iter().any(|name| begins.strip_prefix(name).is_some_and(|rest| rest.starts_with("::")))
        || of_file.is_some_and(|(name, version)| {
            CRATES.contains(&name) && version.starts_with(|letter: char| letter.is_ascii_digit())
        })
}

/// Whether the function, which has no file, is one with which a program or a thread begins before Rust's code is called.
pub fn is_start_of_program(name: &str) -> bool {
    const STARTS: [&str; 10] = [
        "main",
        "_start",
        "__libc_start_main",
        "__libc_start_call_main",
        "start_thread",
        "clone",
        "clone3",
        "__clone",
        "__clone3",
        "thread_start",
    ];
    STARTS.contains(&name.split('@').next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demangle;

    #[test]
    fn roots_are_known_in_every_mangling() {
        for symbol in ["_RNvCsiVtSQpQOQzW_7___rustc12___rust_alloc", "_RNvCs1_7___rustc14___rust_realloc", "malloc"] {
            assert_eq!(AllocatorCall::of(&demangle(symbol)), Some(AllocatorCall::Allocates), "{symbol}");
        }
        assert_eq!(AllocatorCall::of(&demangle("_RNvCs1_7___rustc14___rust_dealloc")), Some(AllocatorCall::Frees));
        assert_eq!(AllocatorCall::of("free"), Some(AllocatorCall::Frees));
        assert_eq!(AllocatorCall::of("my_crate::malloc"), None, "a function of the reader's own");
        assert_eq!(AllocatorCall::of("my_crate::free"), None);
    }

    #[test]
    fn panics_are_cold_and_what_can_be_caught_is_not() {
        for name in [
            "core::panicking::panic_fmt",
            "std::panicking::begin_panic::{{closure}}",
            "core::option::unwrap_failed",
            "core::result::unwrap_failed",
            "alloc::raw_vec::handle_error",
            "alloc::raw_vec::capacity_overflow",
            "core::slice::index::slice_end_index_len_fail",
            "alloc::alloc::handle_alloc_error",
            "_Unwind_Resume",
        ] {
            assert!(is_cold(name), "{name}");
        }
        for name in
            ["std::panic::catch_unwind", "std::panicking::try", "alloc::vec::Vec<T>::push", "mine::panics_often"]
        {
            assert!(!is_cold(name), "{name}");
        }
    }

    #[test]
    fn entries_of_the_allocator_are_known_whoever_wrote_them() {
        for name in [
            "__rust_alloc",
            "__rustc::__rust_realloc",
            "__rg_alloc",
            "__rdl_alloc_zeroed",
            "<my::Counting as core::alloc::global::GlobalAlloc>::alloc",
            "my::_::<impl core::alloc::global::GlobalAlloc for my::Counting>::realloc",
        ] {
            assert!(is_allocator_entry(name), "{name}");
        }
        for name in ["alloc", "my::alloc", "alloc::alloc::alloc", "__rust_begin_short_backtrace"] {
            assert!(!is_allocator_entry(name), "{name}");
        }
        assert!(is_of_instrument("<dhat::Alloc as core::fmt::Debug>::fmt", ""));
        assert!(is_of_instrument("alloc", "dhat-0.3.3/src/lib.rs"));
        assert!(!is_of_instrument("dhatter::main", "dhatter/src/main.rs"));
        assert!(!is_of_instrument("f", "dhat-views/src/main.rs"));
    }
}
