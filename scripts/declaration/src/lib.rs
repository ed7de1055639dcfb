//! What does a chapter declare?
//!
//! One [`Experiment`]: a question, and the [`Variant`]s that answer it. Tests, benches, heap profiles, records, tables and the book
//! read the declaration; nothing else says what a chapter measures. A chapter's library depends on this crate and on none that
//! measures.
//!
//! Each variant is a file that ends with its declaration, and `lib.rs` lists the files in reading order:
//!
//! ```
//! mod boxed {
//!     #[inline(never)]
//!     pub(crate) fn run() -> u64 {
//!         *std::hint::black_box(Box::new(42))
//!     }
//!
//!     pub(crate) static VARIANT: declaration::Variant =
//!         declaration::variant!("a number in a box", run).answers(|_| 42).exact(|_| declaration::Exact::once(8));
//! }
//!
//! static EXPERIMENT: declaration::Experiment = declaration::Experiment {
//!     slug: env!("CARGO_PKG_NAME"),
//!     question: "Does a box allocate?",
//!     baseline: "boxed",
//!     axis: None,
//!     // In a chapter: `declaration::variants![boxed];`, which declares the module too, and here `VARIANTS`.
//!     variants: &[&boxed::VARIANT],
//! };
//!
//! assert_eq!(EXPERIMENT.variants[0].name, "boxed");
//! assert!(EXPERIMENT.problems().is_empty());
//! ```

mod exact;
mod experiment;
mod profile;
pub mod thread;

pub use exact::Exact;
pub use experiment::{Axis, Call, Case, Expected, Experiment, ITSELF, Prepared, Variant, Work, case_id};
pub use profile::Profile;

/// Declares a variant: `variant!("about", run)`, `variant!("about", sized(run))` or `variant!("about", prepared(prepare))`, for the
/// three kinds of entry points, see [`Variant`].
///
/// The variant is named after its module. Where a file has several variants, the others are given their names first:
/// `variant!("boxed_sparse", "about", run)`.
///
/// The declaration must be a `static`, not a `const`: the function pointers of a `const` would be instantiated in the program that
/// measures, beside its `#[global_allocator]`, and that changes the counts.
#[macro_export]
macro_rules! variant {
    (@ $name:expr, $about:literal, sized($entry:expr)) => {
        $crate::Variant::sized($name, $about, $entry)
    };
    (@ $name:expr, $about:literal, prepared($entry:expr)) => {
        $crate::Variant::prepared($name, $about, $entry)
    };
    (@ $name:expr, $about:literal, $entry:expr) => {
        $crate::Variant::fixed($name, $about, $entry)
    };
    ($name:literal, $about:literal, $($entry:tt)+) => {
        $crate::variant!(@ $name, $about, $($entry)+)
    };
    ($about:literal, $($entry:tt)+) => {
        $crate::variant!(@ $crate::last_name(module_path!()), $about, $($entry)+)
    };
}

/// Lists the variants of a chapter in reading order, in its `lib.rs`.
///
/// `by_value` declares the public module `by_value` and lists its `VARIANT`; `by_value::SPARSE` lists one more variant of a module
/// that is declared. The list is `VARIANTS`.
#[macro_export]
macro_rules! variants {
    (@ [$($modules:ident)*] [$($listed:path,)*]) => {
        $(pub mod $modules;)*

        /// The variants, in reading order.
        static VARIANTS: &[&$crate::Variant] = &[$(&$listed,)*];
    };
    (@ [$($modules:ident)*] [$($listed:path,)*] $module:ident $(, $($rest:tt)*)?) => {
        $crate::variants!(@ [$($modules)* $module] [$($listed,)* $module::VARIANT,] $($($rest)*)?);
    };
    (@ [$($modules:ident)*] [$($listed:path,)*] $module:ident::$variant:ident $(, $($rest:tt)*)?) => {
        $crate::variants!(@ [$($modules)*] [$($listed,)* $module::$variant,] $($($rest)*)?);
    };
    ($($list:tt)+) => {
        $crate::variants!(@ [] [] $($list)+);
    };
}

/// The last name of a path: `boxed` of `boxed_return::boxed`.
#[doc(hidden)]
pub const fn last_name(path: &'static str) -> &'static str {
    let bytes = path.as_bytes();
    let mut start = bytes.len();
    while start > 0 && bytes[start - 1] != b':' {
        start -= 1;
    }
    path.split_at(start).1
}

/// Whether a line of a variant's file begins its declaration.
pub fn is_declaration(line: &str) -> bool {
    line.starts_with("pub(crate) static ") && line.contains(": declaration::Variant =")
}

/// What stands above the declaration in the text of a variant's file: its code, which can be compiled alone where it uses nothing but
/// the standard library.
pub fn code(source: &str) -> &str {
    let mut end = 0;
    for line in source.split_inclusive('\n') {
        if is_declaration(line) {
            return source[..end].trim_end();
        }
        end += line.len();
    }
    source
}
