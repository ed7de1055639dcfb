//! Which functions do tools treat apart?
//!
//! By name, because nothing else in an object file or a profile tells. Names are demangled.

use crate::library::Library;

/// What a call asks of the allocator.
///
/// The allocator's entries are `__rust_alloc`, `__rust_alloc_zeroed`, `__rust_realloc` and `__rust_dealloc`; C's `malloc`, `calloc`,
/// `realloc`, `reallocarray`, `posix_memalign`, `aligned_alloc`, `memalign`, `valloc`, `pvalloc` and `free`; `HeapAlloc`,
/// `HeapReAlloc` and `HeapFree` of Windows; and C++'s `operator new` and
/// `operator delete`.
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
            "malloc" | "calloc" | "realloc" | "reallocarray" | "posix_memalign" | "aligned_alloc" | "memalign"
            | "valloc" | "pvalloc" | "HeapAlloc" | "HeapReAlloc"
                if is_plain =>
            {
                Some(Self::Allocates)
            }
            // `operator new`, `operator new[]`, with an alignment, and the forms that throw nothing.
            _ if is_plain && (last.starts_with("_Znw") || last.starts_with("_Zna")) => Some(Self::Allocates),
            "__rust_dealloc" => Some(Self::Frees),
            "free" | "HeapFree" if is_plain => Some(Self::Frees),
            _ if is_plain && (last.starts_with("_Zdl") || last.starts_with("_Zda")) => Some(Self::Frees),
            _ => None,
        }
    }
}

/// Whether a function, by its name, ends what the program was doing: a panic, an abort, or the report of a failed allocation.
///
/// What it allocates on the way is left out. True for the free functions below the modules `core::panicking`, `std::panicking`,
/// `std::panic`, `std::rt` and `std::sys::backtrace`; for functions of the standard library that only build a message and panic
/// (`unwrap_failed`, `capacity_overflow`, everything that begins with `panic` or ends in `_fail`); and for the functions of C, of the unwinder
/// and of the compiler that do not return. A method is never cold by its type.
///
/// A name is only a claim: whoever has the code of such a function looks whether it returns, and takes it for cold only if it does not.
pub fn is_cold(name: &str) -> bool {
    const MODULES: [&str; 6] = [
        "core::panicking::",
        "std::panicking::",
        "std::panic::",
        "std::rt::",
        "std::sys::backtrace::",
        "alloc::alloc::handle_alloc_error",
    ];
    const OF_STANDARD: [&str; 8] = [
        "unwrap_failed",
        "expect_failed",
        "capacity_overflow",
        "handle_error",
        "handle_alloc_error",
        "alloc_error_handler",
        "abort",
        "exit",
    ];
    const PLAIN: [&str; 14] = [
        "__rust_alloc_error_handler",
        "rust_panic",
        "rust_begin_unwind",
        "__rust_start_panic",
        "_Unwind_Resume",
        "_Unwind_RaiseException",
        "abort",
        "exit",
        "_exit",
        "quick_exit",
        "__assert_fail",
        "__stack_chk_fail",
        "__cxa_throw",
        "longjmp",
    ];
    let last = name.rsplit("::").next().unwrap_or(name);
    let is_standard = Library::begins_with_standard(name);
    MODULES.iter().any(|module| name.starts_with(module))
        || (is_standard && OF_STANDARD.contains(&last))
        || ((last == name || name.starts_with("__rustc::")) && PLAIN.contains(&last))
        || (is_standard && (last.ends_with("_fail") || last.starts_with("panic")))
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

/// Whether the function, by its name in a profile, is where a program enters an allocator that is written in C: that of the C library, or one of
/// its replacements under a name of its own, such as jemalloc's `_rjem_malloc`, or C++'s `operator new`. What it calls is the allocator's work.
pub fn is_c_allocator_entry(name: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "mallocx",
        "rallocx",
        "xallocx",
        "mi_malloc",
        "mi_zalloc",
        "mi_calloc",
        "mi_realloc",
        "mi_malloc_aligned",
        "mi_zalloc_aligned",
        "mi_realloc_aligned",
        "tc_malloc",
        "tc_realloc",
    ];
    // Valgrind writes C++'s names for people.
    if name.starts_with("operator new") {
        return true;
    }
    let plain = ["_rjem_", "je_", "__libc_", "__"].iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name);
    AllocatorCall::of(plain) == Some(AllocatorCall::Allocates) || OTHERS.contains(&plain)
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

/// Whether the function is one with which a program or a thread begins before Rust's code is called: of the C library, with or without a file of
/// its sources, or of Windows. `main` is one only where it has no file.
pub fn is_start_of_program(name: &str, file: &str) -> bool {
    const STARTS: [&str; 16] = [
        "_start",
        "__libc_start_main",
        "__libc_start_call_main",
        "start_thread",
        "clone",
        "clone3",
        "__clone",
        "__clone3",
        "thread_start",
        "_pthread_start",
        "__libc_start_main_impl",
        "BaseThreadInitThunk",
        "RtlUserThreadStart",
        "mainCRTStartup",
        "invoke_main",
        "__scrt_common_main_seh",
    ];
    let name = name.split('@').next().unwrap_or(name);
    let is_of_c = [".c", ".h", ".S", ".cpp", ".inl"].iter().any(|extension| file.ends_with(extension));
    (STARTS.contains(&name) && (file.is_empty() || is_of_c)) || (name == "main" && file.is_empty())
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
        assert_eq!(AllocatorCall::of("_ZnwmSt11align_val_t"), Some(AllocatorCall::Allocates));
        assert_eq!(AllocatorCall::of("_ZdlPvm"), Some(AllocatorCall::Frees));
        assert_eq!(AllocatorCall::of("free"), Some(AllocatorCall::Frees));
        assert_eq!(AllocatorCall::of("my_crate::malloc"), None, "a function of the reader's own");
        assert_eq!(AllocatorCall::of("my_crate::free"), None);
    }

    #[test]
    fn panics_are_cold_and_methods_of_types_with_such_names_are_not() {
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
        for name in [
            "alloc::vec::Vec<T>::push",
            "mine::panics_often",
            "mine::exit",
            "handle_error",
            "std::backtrace::Backtrace::capture",
            "<std::backtrace::Backtrace as core::fmt::Display>::fmt",
            "<std::panic::PanicHookInfo as core::fmt::Display>::fmt",
        ] {
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
        for name in
            ["malloc", "_rjem_malloc", "_rjem_mallocx", "__libc_calloc", "operator new(unsigned long)", "mi_malloc"]
        {
            assert!(is_c_allocator_entry(name), "{name}");
        }
        for name in ["my::malloc", "free", "_rjem_free", "alloc", "compress2", "je_imalloc"] {
            assert!(!is_c_allocator_entry(name), "{name}");
        }
        assert!(is_of_instrument("<dhat::Alloc as core::fmt::Debug>::fmt", ""));
        assert!(is_of_instrument("alloc", "dhat-0.3.3/src/lib.rs"));
        assert!(!is_of_instrument("dhatter::main", "dhatter/src/main.rs"));
        assert!(!is_of_instrument("f", "dhat-views/src/main.rs"));
    }

    #[test]
    fn a_program_begins_in_c_with_or_without_debug_information_of_its_library() {
        for (name, file) in [
            ("main", ""),
            ("start_thread", ""),
            ("start_thread", "./nptl/pthread_create.c"),
            ("clone3", "linux/x86_64/clone3.S"),
            ("__libc_start_call_main", "sysdeps/nptl/libc_start_call_main.h"),
            ("__libc_start_main@@GLIBC_2.34", "./csu/libc-start.c"),
            ("BaseThreadInitThunk", ""),
            ("invoke_main", "vcstartup/src/startup/exe_common.inl"),
        ] {
            assert!(is_start_of_program(name, file), "{name} {file}");
        }
        for (name, file) in [("main", "my/src/main.c"), ("start_thread", "my/src/threads.rs"), ("my::main", "")] {
            assert!(!is_start_of_program(name, file), "{name} {file}");
        }
    }
}
