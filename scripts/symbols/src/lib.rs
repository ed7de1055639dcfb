//! What does the name of a compiled function say about it?
//!
//! Names come in three forms, and often in one program: of the legacy mangling (`alloc::vec::Vec<T,A>::push`, `{{closure}}`), of v0
//! (`<alloc::vec::Vec<u8>>::push`, `{closure#0}`), and, for what was inlined into code with line tables only, unqualified (`push`).
//! Names of C have no `::`.
//!
//! - The module `path` takes a name apart: [`short`], [`without_generics`], [`crates`], [`is_same_function`].
//! - The module `library` knows what is part of the standard library, by name ([`Library::of`]) and by file ([`is_standard_file`]).
//! - The module `role` knows the functions that tools treat apart: [`AllocatorCall`], [`is_cold`], [`is_drop_glue`] and others.
//! - The module `foreign` knows what functions of the C library do with the allocator: [`Foreign`].

mod path;
mod library;
mod role;
mod foreign;

pub use foreign::Foreign;
pub use library::{Library, is_hashbrown_file, is_standard_file};
pub use path::{
    crates, crates_of_path, is_balanced, is_same_function, short, short_with_closures, without_generics, without_hash,
};
pub use role::{
    AllocatorCall, is_allocator_entry, is_c_allocator_entry, is_cold, is_drop_glue, is_of_instrument,
    is_start_of_program,
};

/// The name where a program has no symbol, as dhat and pprof write it.
pub const UNKNOWN: &str = "???";

/// A readable name, without the hash of the legacy mangling. A symbol of another language is returned as it is.
pub fn demangle(symbol: &str) -> String {
    rustc_demangle::try_demangle(symbol).map_or_else(|_| symbol.to_owned(), |name| format!("{name:#}"))
}

/// Whether a mangled symbol is one of Rust's, so that some library must define it.
pub fn is_rust(symbol: &str) -> bool {
    // The one function that the compiler makes when a program is linked, beside the allocator's.
    let is_made_late = demangle(symbol).starts_with("__rustc::__rust_no_alloc_shim_is_unstable");
    (symbol.starts_with("_R") || symbol.starts_with("_ZN")) && !is_made_late
}
