//! What does a symbol's name say about a function?
//!
//! Three rules of this crate go by name, because nothing else in an object file tells:
//!
//! - **Roots.** A call reaches the allocator when it names `__rust_alloc`, `__rust_alloc_zeroed`, `__rust_realloc`, or C's `malloc`, `calloc`,
//!   `realloc`, `posix_memalign`, `aligned_alloc` or `memalign`. Roots of frees are `__rust_dealloc` and `free`.
//! - **Cold functions.** Panics, aborts and failed allocations end what the program was doing; what they allocate on the way is left out.
//!   [`is_cold`] is the rule.
//! - **Short names.** [`short`] turns `alloc::boxed::Box<T>::new` into `Box::new` for messages.
//!
//! Both of rustc's manglings and plain C names are understood.

/// A readable name, without the hash of the legacy mangling.
pub(crate) fn demangle(symbol: &str) -> String {
    rustc_demangle::try_demangle(symbol).map_or_else(|_| symbol.to_owned(), |name| format!("{name:#}"))
}

/// Whether a symbol has a name of Rust's, so that some library must define it.
pub(crate) fn is_rust(symbol: &str) -> bool {
    // The one function that the compiler makes when a program is linked, beside the allocator's.
    let is_made_late = demangle(symbol).starts_with("__rustc::__rust_no_alloc_shim_is_unstable");
    (symbol.starts_with("_R") || symbol.starts_with("_ZN")) && !is_made_late
}

/// What the allocator is asked for by calling a function of this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// A block, or a block's other size.
    Allocates,
    /// A block is given back.
    Frees,
}

/// Whether a function is one of the allocator's entries. `name` is demangled.
pub(crate) fn root(name: &str) -> Option<Root> {
    let last = name.rsplit("::").next().unwrap_or(name);
    let is_plain = last == name;
    match last {
        "__rust_alloc" | "__rust_alloc_zeroed" | "__rust_realloc" => Some(Root::Allocates),
        "malloc" | "calloc" | "realloc" | "posix_memalign" | "aligned_alloc" | "memalign" if is_plain => {
            Some(Root::Allocates)
        }
        "__rust_dealloc" => Some(Root::Frees),
        "free" if is_plain => Some(Root::Frees),
        _ => None,
    }
}

/// Whether a function ends what the program was doing: a panic, an abort, or the report of a failed allocation.
///
/// True for everything below the modules `core::panicking`, `std::panicking`, `std::panic`, `core::panic`, `std::backtrace`, `std::rt` and `std::alloc`'s and `alloc::alloc`'s
/// error handlers, for functions whose last name is one of those that only build a message and panic (`unwrap_failed`, `expect_failed`,
/// `capacity_overflow`, `handle_error`, `handle_alloc_error`, everything that begins with `panic` or ends in `_fail`), for `abort`, and for the unwinder.
/// The code of `catch_unwind` itself is not cold. `name` is demangled.
pub(crate) fn is_cold(name: &str) -> bool {
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
        || (NAMES.contains(&last) && (is_standard(path) || last == name))
        || ((last.ends_with("_fail") || last.starts_with("panic")) && is_standard(path))
}

/// Whether a function only runs destructors. What a destructor behind `dyn` does is not searched for.
pub(crate) fn is_drop_glue(name: &str) -> bool {
    name.contains("drop_in_place")
        || name.contains("drop_glue")
        || name.ends_with("::drop_slow")
        || name.ends_with("Drop>::drop")
}

/// Whether a function is of the standard library.
fn is_standard(name: &str) -> bool {
    let path = name.trim_start_matches(['<', '&', '*']);
    ["core::", "alloc::", "std::", "hashbrown::", "__rustc::", "std_detect::"].iter().any(|name| path.starts_with(name))
}

/// The last two names of a path, without type arguments: `Box::new`, `String::from`, `fmt::format`.
pub(crate) fn short(name: &str) -> String {
    let mut path = name;
    // `<alloc::string::String as core::convert::From<&str>>::from`: the type stands for its trait's method.
    let mut method = None;
    let of_type;
    if let Some((inner, after)) = qualified(path) {
        method = after.strip_prefix("::").map(str::to_owned);
        let inner = inner.split(" as ").next().unwrap_or(inner);
        // `<[T]>::join` is the method of slices that the legacy mangling writes `slice::<impl [T]>::join`.
        of_type = if inner.starts_with('[') { "slice" } else { inner }.to_owned();
        path = &of_type;
    }
    let mut parts: Vec<String> = segments(path);
    parts.extend(method.iter().flat_map(|method| segments(method)));
    parts.retain(|part| !part.is_empty());
    let kept = parts.len().saturating_sub(2);
    parts.split_off(kept).join("::")
}

/// Splits `<type as trait>::rest` at the bracket that closes the first.
fn qualified(path: &str) -> Option<(&str, &str)> {
    if !path.starts_with('<') {
        return None;
    }
    let mut depth = 0_usize;
    let mut before = ' ';
    for (index, letter) in path.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' if before != '-' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = letter;
        if depth == 0 {
            return Some((&path[1..index], &path[index + 1..]));
        }
    }
    None
}

/// The names of a path, without what stands in angle brackets; `<impl [T]>` and closures become nothing.
fn segments(path: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    let mut before = ' ';
    for letter in path.chars() {
        match letter {
            '<' => depth += 1,
            '>' if before != '-' => depth = depth.saturating_sub(1),
            ':' if depth == 0 && before == ':' => parts.push(String::new()),
            _ if depth == 0 && letter != ':' => {
                if let Some(last) = parts.last_mut() {
                    last.push(letter);
                }
            }
            _ => {}
        }
        before = letter;
    }
    let is_name = |part: &String| !part.is_empty() && !part.starts_with("{{closure") && !part.starts_with("{closure");
    parts.retain(is_name);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_keep_the_type_and_the_function() {
        for (name, expected) in [
            ("alloc::boxed::Box<T>::new", "Box::new"),
            ("alloc::vec::Vec<T,A>::push", "Vec::push"),
            ("<alloc::string::String as core::convert::From<&str>>::from", "String::from"),
            ("<alloc::vec::Vec<T,A> as core::clone::Clone>::clone", "Vec::clone"),
            ("alloc::slice::<impl [T]>::to_vec", "slice::to_vec"),
            ("alloc::fmt::format::format_inner", "format::format_inner"),
            ("alloc::fmt::format::{{closure}}", "fmt::format"),
            ("<alloc::boxed::Box<dyn Fn() -> u64>>::new", "Box::new"),
            ("<[u8]>::to_vec", "slice::to_vec"),
            ("<[alloc::string::String]>::join::<&str>", "slice::join"),
            ("malloc", "malloc"),
        ] {
            assert_eq!(short(name), expected, "{name}");
        }
    }

    #[test]
    fn roots_are_known_in_every_mangling() {
        for symbol in ["_RNvCsiVtSQpQOQzW_7___rustc12___rust_alloc", "_RNvCs1_7___rustc14___rust_realloc", "malloc"] {
            assert_eq!(root(&demangle(symbol)), Some(Root::Allocates), "{symbol}");
        }
        assert_eq!(root(&demangle("_RNvCs1_7___rustc14___rust_dealloc")), Some(Root::Frees));
        assert_eq!(root("free"), Some(Root::Frees));
        assert_eq!(root("my_crate::malloc"), None, "a function of the reader's own");
        assert_eq!(root("my_crate::free"), None);
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
}
