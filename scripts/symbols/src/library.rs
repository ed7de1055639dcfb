//! What is part of the standard library?

use crate::path::{crates, first_crate, qualified, split_as};

/// The library that a function belongs to, as far as its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// The standard library: a path that begins there, or a trait of it for a type of it.
    Standard,
    /// A library that the standard library is built with, and that a program may use itself.
    BundledWithStandard,
    /// Another crate.
    Other,
    /// The name does not decide: it is unqualified, or the standard library's trait for another crate's type, which may be a generic
    /// implementation of the one or an implementation of the other.
    Undecided,
}

const STANDARD: [&str; 9] =
    ["alloc", "core", "std", "__rustc", "std_detect", "panic_unwind", "panic_abort", "compiler_builtins", "proc_macro"];
const WITH_STANDARD: [&str; 8] =
    ["hashbrown", "gimli", "addr2line", "object", "miniz_oxide", "adler2", "rustc_demangle", "memchr"];

impl Library {
    /// The library of the function of this name.
    pub fn of(name: &str) -> Self {
        let Some(inner) = qualified(name) else {
            return first_crate(name).map_or(Self::Undecided, Self::of_crate);
        };
        let (of_type, of_trait) = split_as(inner);
        // `<str>::to_lowercase`, `<[T]>::to_vec`: only the standard library has methods of primitive types.
        let of_type = first_crate(of_type).map_or(Self::Standard, Self::of_crate);
        let Some(of_trait) = of_trait else { return of_type };
        match first_crate(of_trait).map_or(Self::Undecided, Self::of_crate) {
            Self::Other => Self::Other,
            _ if crates(inner).into_iter().any(|own| Self::of_crate(own) == Self::Other) => Self::Undecided,
            Self::Standard => of_type,
            of_trait => of_trait,
        }
    }

    fn of_crate(name: &str) -> Self {
        if STANDARD.contains(&name) {
            Self::Standard
        } else if WITH_STANDARD.contains(&name) {
            Self::BundledWithStandard
        } else {
            Self::Other
        }
    }

    /// Whether a name begins with a path of the standard library or of its hash maps, which are those of hashbrown.
    pub(crate) fn begins_with_standard(name: &str) -> bool {
        let first = first_crate(name.trim_start_matches(['<', '&', '*']));
        first.is_some_and(|first| STANDARD.contains(&first) || first == "hashbrown")
    }
}

/// Whether the last three parts of a path, of which dhat keeps no more, can be those of a file of the standard library.
pub fn is_standard_file(file: &str) -> bool {
    let mut parts = file.rsplit('/');
    let (Some(_), Some(within), Some(above)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let has = |of: &[&str]| of.contains(&within);
    match above {
        "src" => has(&TOP),
        _ if within == "src" => matches!(above, "alloc" | "core" | "std" | "panic_unwind" | "unwind" | "std_detect"),
        _ => DEEPER.iter().any(|(directory, within)| *directory == above && has(within)),
    }
}

/// Whether they can be those of a file of hashbrown, of which the standard library's hash maps are made.
pub fn is_hashbrown_file(file: &str) -> bool {
    let mut parts = file.rsplit('/').skip(1);
    match (parts.next(), parts.next()) {
        (Some("src"), Some(package)) => package.starts_with("hashbrown-"),
        (Some(within), Some(above)) => matches!((above, within), ("src", "raw" | "control") | ("control", "group")),
        _ => false,
    }
}

/// Directories of modules in `alloc/src`, `core/src` and `std/src`.
#[rustfmt::skip]
const TOP: [&str; 51] = [
    "alloc", "array", "ascii", "async_iter", "backtrace", "borrow", "boxed", "bstr", "cell", "char", "clone",
    "collections", "convert", "env", "error", "ffi", "fmt", "fs", "future", "hash", "intrinsics", "io", "iter",
    "macros", "marker", "mem", "net", "num", "ops", "os", "panic", "path", "pin", "prelude", "process", "ptr",
    "random", "range", "raw_vec", "rc", "slice", "str", "string", "sync", "sys", "task", "thread", "time", "unicode",
    "vec", "wtf8",
];

/// Directories of modules further in, by the directory above them.
#[rustfmt::skip]
const DEEPER: [(&str, &[&str]); 21] = [
    ("array", &["iter"]),
    ("btree", &["map", "set"]),
    ("buffered", &["bufreader"]),
    ("collections", &["binary_heap", "btree", "hash", "linked_list", "vec_deque"]),
    ("connection", &["socket"]),
    ("flt2dec", &["strategy"]),
    ("fs", &["unix"]),
    ("io", &["buffered", "error", "io_slice", "kernel_copy"]),
    ("iter", &["adapters", "sources", "traits"]),
    ("net", &["hostname", "linux_ext"]),
    ("num", &["dec2flt", "flt2dec"]),
    ("os", &["fd", "linux", "unix"]),
    ("pal", &["common", "unix"]),
    ("personality", &["dwarf"]),
    ("process", &["unix"]),
    ("slice", &["iter", "sort"]),
    ("sort", &["shared", "stable", "unstable"]),
    ("sync", &["condvar", "mpmc", "mpsc", "mutex", "nonpoison", "once", "poison", "rwlock", "thread_parking"]),
    ("sys", &[
        "alloc", "args", "env", "fd", "fs", "helpers", "os_str", "pal", "path", "personality", "pipe", "process",
        "random", "stdio", "sync", "thread", "thread_local", "time",
    ]),
    ("thread_local", &["destructors", "guard", "key", "native"]),
    ("unix", &["common", "io", "linux", "net", "stack_overflow", "thread", "weak"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_standard_library_are_known_in_every_mangling() {
        for name in [
            "alloc::vec::Vec<T,A>::push",
            "<alloc::vec::Vec<u8>>::push",
            "<alloc::raw_vec::RawVecInner>::try_allocate_in",
            "<alloc::alloc::Global as core::alloc::Allocator>::allocate",
            "<str>::to_lowercase",
            "<[my::Line]>::to_vec",
            "<T as alloc::string::ToString>::to_string",
            "<&T as core::fmt::Display>::fmt",
            "<F as core::str::pattern::Pattern>::into_searcher",
            "core::iter::adapters::map::map_fold::{{closure}}",
            "core::iter::adapters::map::map_fold::<u8, my::f::{closure#0}>::{closure#0}",
            "alloc::slice::<impl [T]>::to_vec",
            "std::rt::lang_start::{{closure}}",
            "__rustc::__rust_alloc",
        ] {
            assert_eq!(Library::of(name), Library::Standard, "{name}");
        }
    }

    #[test]
    fn names_of_other_crates_are_not_the_standard_librarys() {
        for name in [
            "my::f",
            "my::f::{{closure}}",
            "<my::Line as my::Parse>::parse",
            "<alloc::vec::Vec<T> as my::Extension>::halve",
            "<my::Line>::new",
            "my::_::<impl serde::de::Deserialize for my::Line>::deserialize",
            "standard::f",
        ] {
            assert_eq!(Library::of(name), Library::Other, "{name}");
        }
        for name in ["hashbrown::map::HashMap<K,V,S,A>::insert", "<hashbrown::raw::RawTable<T>>::reserve_rehash"] {
            assert_eq!(Library::of(name), Library::BundledWithStandard, "{name}");
        }
    }

    #[test]
    fn some_names_do_not_decide() {
        for name in [
            "push",
            "new<[u8; 64]>",
            "{closure#0}",
            "main",
            "???",
            "<my::Line as alloc::string::ToString>::to_string",
            "<u8 as core::convert::From<my::Line>>::from",
            "<alloc::vec::Vec<my::Line> as core::iter::traits::collect::FromIterator<my::Line>>::from_iter",
        ] {
            assert_eq!(Library::of(name), Library::Undecided, "{name}");
        }
    }

    #[test]
    fn paths_of_the_standard_library_are_known() {
        for path in [
            "alloc/src/boxed.rs",
            "src/vec/mod.rs",
            "src/raw_vec/mod.rs",
            "iter/traits/iterator.rs",
            "collections/hash/map.rs",
            "btree/map/entry.rs",
            "sort/stable/mod.rs",
            "std/src/rt.rs",
            "src/ops/function.rs",
            "/rustc/0a1b2c3d/library/alloc/src/vec/mod.rs",
            "/rustc/0a1b2c3d/library/alloc/src/boxed.rs",
            "/home/reader/.rustup/toolchains/stable/lib/rustlib/src/rust/library/core/src/iter/traits/iterator.rs",
            // By its end, this may be one: whether it is the reader's is for its place below the source roots to say.
            "/home/me/project/src/vec/mod.rs",
        ] {
            assert!(is_standard_file(path), "{path}");
        }
        for path in [
            "boxed-return/src/boxed.rs",
            "bumpalo-3.20.3/src/lib.rs",
            "src/main.rs",
            "src/bin/prof.rs",
            "/home/me/project/src/main.rs",
            "/alloc/src/lines/boxed.rs",
            "",
            "a",
        ] {
            assert!(!is_standard_file(path), "{path}");
        }
    }

    #[test]
    fn paths_of_hashbrown_are_known() {
        for path in [
            "hashbrown-0.16.1/src/map.rs",
            "src/raw/alloc.rs",
            "src/control/tag.rs",
            "control/group/sse2.rs",
            "/rust/deps/hashbrown-0.16.1/src/raw/mod.rs",
        ] {
            assert!(is_hashbrown_file(path), "{path}");
        }
        for path in ["indexmap-2.12.1/src/map.rs", "collections/hash/map.rs", "src/raw.rs", "raw/mod.rs", ""] {
            assert!(!is_hashbrown_file(path), "{path}");
        }
    }
}
