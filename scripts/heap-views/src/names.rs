//! What does the text of a frame say?
//!
//! Names come in three forms, and often in one file: legacy (`alloc::vec::Vec<T,A>::push`, `{{closure}}`), v0
//! (`<alloc::vec::Vec<u8>>::push`, `{closure#0}`), and, for what was inlined into code with line tables only, unqualified (`push`).

use crate::Function;

/// The name where the program has no symbol, and the file where it has no line table.
pub(crate) const UNKNOWN: &str = "???";

/// A frame's text in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    pub(crate) address: u64,
    /// Without the hash of the legacy mangling.
    pub(crate) name: &'a str,
    /// Empty where it is not known.
    pub(crate) file: &'a str,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Place<'_> {
    pub(crate) fn function(&self) -> Function {
        Function { name: self.name.to_owned(), file: self.file.to_owned() }
    }
}

/// Takes `0x55d0: alloc::vec::Vec<T,A>::push (src/vec/mod.rs:2500:9)` apart. What is not of this form is a name.
pub(crate) fn place(text: &str) -> Place<'_> {
    let mut place = Place { address: 0, name: text, file: "", line: 0, column: 0 };
    if let Some((address, rest)) = text.split_once(": ")
        && let Some(digits) = address.strip_prefix("0x")
        && let Ok(address) = u64::from_str_radix(digits, 16)
    {
        (place.address, place.name) = (address, rest);
    }
    if let Some((name, file, line, column)) = location(place.name) {
        (place.name, place.line, place.column) = (name, line, column);
        place.file = if file == UNKNOWN { "" } else { file };
    }
    place.name = without_hash(place.name);
    place
}

/// Splits `name (path:line:column)`. A name may have parentheses with a space before them, and so may a path: the name ends at the first
/// ` (` before which every bracket is closed.
fn location(text: &str) -> Option<(&str, &str, u32, u32)> {
    let inner = text.strip_suffix(')')?;
    let (rest, column) = inner.rsplit_once(':')?;
    let (rest, line) = rest.rsplit_once(':')?;
    let (line, column) = (line.parse().ok()?, column.parse().ok()?);
    let at =
        rest.match_indices(" (").map(|(at, _)| at).find(|at| is_balanced(&rest[..*at])).or_else(|| rest.rfind(" ("))?;
    Some((&rest[..at], &rest[at + 2..], line, column))
}

fn is_balanced(name: &str) -> bool {
    let (mut depth, mut before) = (0_i32, ' ');
    for letter in name.chars() {
        match letter {
            '<' | '(' | '[' | '{' => depth += 1,
            '>' if before != '-' && before != '=' => depth -= 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        before = letter;
    }
    depth == 0
}

/// `f` of `f::h0123456789abcdef`.
pub(crate) fn without_hash(name: &str) -> &str {
    match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => path,
        _ => name,
    }
}

/// Whose code a name speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speaks {
    /// Of the standard library: a path that begins there, or a trait of it for a type of it.
    Standard,
    /// Of a library that the standard library is built with, and that a program may use itself.
    WithStandard,
    /// Of another crate.
    Other,
    /// Of no crate for sure: unqualified, or the standard library's trait for another crate's type, which may be a generic
    /// implementation of the one or an implementation of the other.
    Unsure,
}

const STANDARD: [&str; 9] =
    ["alloc", "core", "std", "__rustc", "std_detect", "panic_unwind", "panic_abort", "compiler_builtins", "proc_macro"];
const WITH_STANDARD: [&str; 8] =
    ["hashbrown", "gimli", "addr2line", "object", "miniz_oxide", "adler2", "rustc_demangle", "memchr"];

/// Whose code the function of this name is, as far as the name tells.
pub(crate) fn speaks(name: &str) -> Speaks {
    if let Some(inner) = qualified(name) {
        let Some((of_type, of_trait)) = split_as(inner) else {
            // `<str>::to_lowercase`, `<[T]>::to_vec`: only the standard library has methods of primitive types.
            return crate_of(inner).map_or(Speaks::Standard, of_crate);
        };
        let of_type = crate_of(of_type).map_or(Speaks::Standard, of_crate);
        return match crate_of(of_trait).map_or(Speaks::Unsure, of_crate) {
            Speaks::Other => Speaks::Other,
            _ if crates(inner).into_iter().any(|own| of_crate(own) == Speaks::Other) => Speaks::Unsure,
            Speaks::Standard => of_type,
            of_trait => of_trait,
        };
    }
    match crate_of(name) {
        Some(own) => of_crate(own),
        None => Speaks::Unsure,
    }
}

fn of_crate(name: &str) -> Speaks {
    if STANDARD.contains(&name) {
        Speaks::Standard
    } else if WITH_STANDARD.contains(&name) {
        Speaks::WithStandard
    } else {
        Speaks::Other
    }
}

/// Every crate that a name mentions: what a path begins with.
pub(crate) fn crates(name: &str) -> Vec<&str> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut found = Vec::new();
    let mut rest = name;
    while let Some(start) = rest.find(is_word) {
        let (gap, from) = rest.split_at(start);
        let end = from.find(|letter| !is_word(letter)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        if !gap.ends_with("::") && after.starts_with("::") && !word.starts_with(|letter: char| letter.is_ascii_digit())
        {
            found.push(word);
        }
        rest = after;
    }
    found
}

/// The crate that a type or path begins with; `None` for primitive types, parameters and unqualified names.
fn crate_of(path: &str) -> Option<&str> {
    let path = path.trim_start_matches(['&', '*', ' ']);
    for prefix in ["mut ", "const ", "dyn ", "impl "] {
        if let Some(path) = path.strip_prefix(prefix) {
            return crate_of(path);
        }
    }
    // `(A, B)`, `[T]`, `fn(A)`: types of the language, whatever they are made of.
    let end = path.find(|letter: char| !(letter.is_alphanumeric() || letter == '_'))?;
    (end > 0 && path[end..].starts_with("::")).then(|| &path[..end])
}

/// What stands in the bracket that the name begins with.
fn qualified(name: &str) -> Option<&str> {
    let inner = name.strip_prefix('<')?;
    let ends = inner.match_indices('>').map(|(at, _)| at);
    ends.map(|at| &inner[..at]).find(|inner| is_balanced(inner) && !inner.ends_with(['-', '=']))
}

/// Splits `type as trait` where no bracket is open.
fn split_as(text: &str) -> Option<(&str, &str)> {
    text.match_indices(" as ")
        .map(|(at, _)| at)
        .find(|at| is_balanced(&text[..*at]))
        .map(|at| (&text[..at], &text[at + " as ".len()..]))
}

/// Whether the function is where a program enters the allocator: the shims that the compiler makes, and every allocator's own
/// `GlobalAlloc`, the reader's as well. What it calls is the allocator's work.
pub(crate) fn is_allocator_entry(name: &str) -> bool {
    const SHIMS: [&str; 4] = ["alloc", "alloc_zeroed", "realloc", "dealloc"];
    let last = name.rsplit("::").next().unwrap_or(name);
    let shim = ["__rust_", "__rg_", "__rdl_"].iter().find_map(|prefix| last.strip_prefix(prefix));
    shim.is_some_and(|shim| SHIMS.contains(&shim))
        || (SHIMS.contains(&last) && name.contains("core::alloc::global::GlobalAlloc"))
}

/// Whether the function is of dhat or of what dhat takes backtraces and locks with.
pub(crate) fn is_of_instrument(name: &str, file: &str) -> bool {
    const CRATES: [&str; 3] = ["dhat", "mintex", "backtrace"];
    let of_file = file.split('/').next().and_then(|directory| directory.rsplit_once('-'));
    let begins = name.trim_start_matches('<');
    CRATES.iter().any(|name| begins.strip_prefix(name).is_some_and(|rest| rest.starts_with("::")))
        || of_file.is_some_and(|(name, version)| {
            CRATES.contains(&name) && version.starts_with(|letter: char| letter.is_ascii_digit())
        })
}

/// Whether the function, which has no file, is one with which a program or a thread begins before Rust's code is called.
pub(crate) fn is_c_start(name: &str) -> bool {
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

/// Whether the last three parts of a path, of which dhat keeps no more, can be those of a file of the standard library.
pub(crate) fn is_standard_file(file: &str) -> bool {
    let mut parts = file.rsplit('/');
    let (Some(_), Some(within), Some(above)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let has = |of: &[&str]| of.contains(&within);
    match above {
        "src" => has(&TOP),
        _ if within == "src" => matches!(above, "alloc" | "core" | "std" | "panic_unwind" | "unwind" | "std_detect"),
        _ => DEEPER.iter().any(|(directory, within)| *directory == above && has(within)),
    }
}

/// The same for hashbrown, of which the standard library's hash maps are made.
pub(crate) fn is_hashbrown_file(file: &str) -> bool {
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

    #[track_caller]
    fn check(text: &str, expected: (u64, &str, &str, u32, u32)) {
        let Place { address, name, file, line, column } = place(text);
        assert_eq!((address, name, file, line, column), expected, "{text}");
    }

    #[test]
    fn a_frame_is_taken_apart() {
        check("0x55d0: a::b (x/src/b.rs:7:5)", (0x55d0, "a::b", "x/src/b.rs", 7, 5));
        check("0x1: a::f::h0123456789abcdef (b.rs:7:5)", (1, "a::f", "b.rs", 7, 5));
        check("0x1: a::f::harmonic (b.rs:7:5)", (1, "a::f::harmonic", "b.rs", 7, 5));
    }

    #[test]
    fn a_name_may_have_spaces_colons_and_parentheses() {
        let name = "<alloc::vec::Vec<T,A> as core::iter::traits::collect::Extend<&T>>::extend";
        check(&format!("0x1: {name} (src/vec/mod.rs:3:4)"), (1, name, "src/vec/mod.rs", 3, 4));
        let name = "core::ops::function::FnOnce::call_once::<fn(u8) -> (u8, u8)>";
        check(&format!("0x1: {name} (src/ops/function.rs:3:4)"), (1, name, "src/ops/function.rs", 3, 4));
        check("0x1: f (my dir (copy)/src/main.rs:3:4)", (1, "f", "my dir (copy)/src/main.rs", 3, 4));
        check("0x1: operator< (a.cpp:3:4)", (1, "operator<", "a.cpp", 3, 4));
    }

    #[test]
    fn what_is_not_known_is_0_or_empty() {
        check("0x1: ??? (???:0:0)", (1, "???", "", 0, 0));
        check("0x1: f (raw_vec/mod.rs:0:0)", (1, "f", "raw_vec/mod.rs", 0, 0));
        check("no frame at all", (0, "no frame at all", "", 0, 0));
        check("0xzz: f (a.rs:1:1)", (0, "0xzz: f", "a.rs", 1, 1));
        check("0x1: f (a.rs:99999999999:1)", (1, "f (a.rs:99999999999:1)", "", 0, 0));
        check("", (0, "", "", 0, 0));
    }

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
            assert_eq!(speaks(name), Speaks::Standard, "{name}");
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
            assert_eq!(speaks(name), Speaks::Other, "{name}");
        }
        for name in ["hashbrown::map::HashMap<K,V,S,A>::insert", "<hashbrown::raw::RawTable<T>>::reserve_rehash"] {
            assert_eq!(speaks(name), Speaks::WithStandard, "{name}");
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
            assert_eq!(speaks(name), Speaks::Unsure, "{name}");
        }
    }

    #[test]
    fn the_crates_of_a_name_are_what_paths_begin_with() {
        assert_eq!(crates("my::f::<other::T>::{closure#0}"), ["my", "other"]);
        assert_eq!(crates("<alloc::vec::Vec<u8> as my::T>::f"), ["alloc", "my"]);
        assert_eq!(crates("push"), [""; 0]);
        assert_eq!(crates("{closure#0}"), [""; 0]);
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
            "/root/.rustup/toolchains/stable/lib/rustlib/src/rust/library/core/src/iter/traits/iterator.rs",
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
