//! Which variants can be compiled alone, and as which program?
//!
//! One that uses nothing but the standard library and nothing of its crate. Its code, as it stands in its file, becomes a program for a reader to change: with an
//! allocator that counts, and a `main` that calls it.

use crate::records::{self, Records};
use crate::{listing, regions};
use record::Profile;
use std::sync::LazyLock;

/// A variant's code, and how it is called.
#[derive(Debug)]
pub(crate) struct Standalone {
    /// Without the marks of regions, the pins and the comments about the file.
    pub(crate) code: String,
    /// The statement that makes what `main` calls.
    call: String,
    slug: String,
    variant: String,
    about: String,
    /// How often a call of it asks the allocator in debug and in release, by the record.
    pub(crate) calls: [u64; 2],
}

impl Standalone {
    /// The variant as it is on disk, or why it does not stand alone.
    pub(crate) fn read(records: &Records, slug: &str, variant: &str) -> Result<Self, String> {
        let record = records.get(slug)?;
        let cases = records::select(&record, &[variant])?;
        let case = cases[cases.len() / 2];
        if case.variant != variant {
            return Err(format!("`{variant}` is a case; name its variant, `{}`", case.variant));
        }
        let file = format!("experiments/{slug}/src/{variant}.rs");
        let source = records
            .text(&file)
            .map_err(|error| format!("{error}; a variant that shares the file of another cannot be cut from it"))?;
        let code = bare(declaration::code(&source));
        if let Some(name) = foreign(&code, &records.text(&format!("experiments/{slug}/Cargo.toml"))?) {
            return Err(format!("{file} uses `{name}`, so it cannot be compiled alone"));
        }
        let calls = |profile| match case.counts(profile).measured() {
            Some(exact) => Ok(exact.allocations + exact.reallocations),
            None => Err(format!("`{}` was not counted in {profile}", case.id())),
        };
        Ok(Self {
            code,
            call: call(&source, case.size).ok_or_else(|| format!("{file} ends in a declaration of another form"))?,
            slug: slug.to_owned(),
            variant: variant.to_owned(),
            about: case.about.clone(),
            calls: [calls(Profile::Debug)?, calls(Profile::Release)?],
        })
    }

    /// Whether its program counts what the record has; otherwise the error says why it does not.
    pub(crate) fn check(&self) -> Result<(), String> {
        let mut otherwise = OTHERWISE.iter().filter(|(slug, variant, _)| (*slug, *variant) == self.name());
        match otherwise.next() {
            None => Ok(()),
            Some((slug, variant, why)) => Err(format!(
                "`{variant}` of `{slug}` makes another number of calls in a program of its own than in its chapter: {why}"
            )),
        }
    }

    fn name(&self) -> (&str, &str) {
        (&self.slug, &self.variant)
    }

    /// The whole program.
    pub(crate) fn program(&self) -> String {
        format!(
            "// experiments/{}/src/{}.rs: {}\n// Change it, run it, and see how often one call asks the allocator.\n\n{}\n\n{}",
            self.slug,
            self.variant,
            self.about.replace('\n', " "),
            self.code,
            COUNTING.replace("{call}", &self.call)
        )
    }
}

const PUBLIC: &str = "its public function is private there, so the optimiser knows all of its callers";
const UNSTEADY: &str = "whether the optimiser removes the block depends on what else is compiled with it";
const THREADS: &str = "the C library\u{2019}s own calls are counted there, and those of all threads";

/// The variants whose programs count something else than the record has, and why. A test holds the list to what is counted.
const OTHERWISE: [(&str, &str, &str); 7] = [
    ("optimised-away", "reference_passed_public", PUBLIC),
    ("optimised-away", "vec_pushed_in_loop", UNSTEADY),
    (
        "standard-library",
        "channel",
        "its first block is aligned to 128 bytes, which is a call of the C library that is not counted there",
    ),
    ("standard-library", "dyn_to_string", PUBLIC),
    ("standard-library", "fn_pointer", PUBLIC),
    ("standard-library", "thread_scoped", THREADS),
    ("standard-library", "thread_spawned", THREADS),
];

/// What the program has behind the variant's code.
///
/// No `#[global_allocator]`: in a program of one crate it would keep the optimiser from removing any allocation, and the count would be that of debug.
const COUNTING: &str = r#"fn main() {
    {call}
    call(); // What only a first call does is not counted.
    let before = counting::calls();
    std::hint::black_box(call());
    println!("calls of the allocator: {}", counting::calls() - before);
}

/// Stands in front of the C library's malloc, which Rust's allocator calls. A `#[global_allocator]` beside
/// the code it counts would be inlined, and then nothing is optimised away.
mod counting {
    use std::ffi::c_void;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

    static CALLS: AtomicUsize = AtomicUsize::new(0);

    pub fn calls() -> usize {
        CALLS.load(Relaxed)
    }

    unsafe extern "C" {
        fn __libc_malloc(size: usize) -> *mut c_void;
        fn __libc_calloc(count: usize, size: usize) -> *mut c_void;
        fn __libc_realloc(block: *mut c_void, size: usize) -> *mut c_void;
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn malloc(size: usize) -> *mut c_void {
        CALLS.fetch_add(1, Relaxed);
        unsafe { __libc_malloc(size) }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
        CALLS.fetch_add(1, Relaxed);
        unsafe { __libc_calloc(count, size) }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn realloc(block: *mut c_void, size: usize) -> *mut c_void {
        CALLS.fetch_add(1, Relaxed);
        unsafe { __libc_realloc(block, size) }
    }
}
"#;

/// The code without what only the workbook reads.
fn bare(code: &str) -> String {
    let is_for_the_workbook = |line: &&str| {
        let line = line.trim_start();
        regions::is_mark(line) || line.starts_with("//!") || line.starts_with("// heap:")
    };
    let lines: Vec<&str> = code.lines().filter(|line| !is_for_the_workbook(line)).map(listing::without_pin).collect();
    lines.join("\n").trim().to_owned()
}

/// The first thing in the code that the standard library does not have: of the crate, of its dependencies, or a file.
fn foreign(code: &str, manifest: &str) -> Option<String> {
    let dependencies = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', '=', ' ']).next())
        .filter(|name| !name.is_empty())
        .map(|name| name.replace('-', "_"));
    let paths = dependencies.chain(["crate".to_owned(), "super".to_owned()]).map(|name| format!("{name}::"));
    let macros = ["include_bytes!", "include_str!", "include!", "env!"].map(str::to_owned);
    let begins_a_name = |index: usize| {
        !code[..index].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
    };
    paths.chain(macros).find(|name| code.match_indices(name.as_str()).any(|(index, _)| begins_a_name(index)))
}

/// The statement that makes what `main` calls, for a variant of the file's own name at this size.
fn call(source: &str, size: Option<u64>) -> Option<String> {
    #[expect(clippy::unwrap_used, reason = "the pattern is a literal")]
    static DECLARATION: LazyLock<regex::Regex> = LazyLock::new(|| {
        regex::Regex::new(r#"variant!\(\s*"(?:[^"\\]|\\.)*",\s*(?:(sized|prepared)\()?(\w+)\)"#).unwrap()
    });
    let found = DECLARATION.captures(source)?;
    let size = size.unwrap_or_default();
    Some(match (found.get(1).map(|kind| kind.as_str()), &found[2]) {
        (None, run) => format!("let call = {run};"),
        // The optimiser must not know the size.
        (Some("sized"), run) => format!("let call = || {run}(std::hint::black_box({size}));"),
        (_, prepare) => format!("let mut call = {prepare}(std::hint::black_box({size}));"),
    })
}

#[cfg(test)]
mod tests;
