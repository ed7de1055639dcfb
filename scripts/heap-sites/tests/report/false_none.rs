//! What was once taken for a line that allocates nothing.

use crate::fixture::{Fixture, manifest, shown};
use std::process::Command;

#[test]
fn methods_of_backtraces_and_of_what_a_panic_is_told_by_are_like_any_other() {
    let fixture = Fixture::new(
        "traces",
        &[(
            "src/lib.rs",
            r#"pub fn captured() -> std::backtrace::Backtrace {
    std::backtrace::Backtrace::force_capture()
}
pub fn asked_for() -> std::backtrace::Backtrace {
    std::backtrace::Backtrace::capture()
}
pub fn shown(trace: &std::backtrace::Backtrace) -> String {
    trace.to_string()
}
pub fn told(info: &std::panic::PanicHookInfo<'_>) -> String {
    info.to_string()
}
pub fn panics(n: u64) -> u64 {
    if n > 3 { std::panic::panic_any(n) } else { n }
}
"#,
        )],
    );
    let text = shown(&fixture.survey());
    for line in [2, 5, 8, 11] {
        let is_site = ["may", "unknown"].iter().any(|word| text.contains(&format!("src/lib.rs:{line}: {word}")));
        assert!(is_site, "line {line}:\n{text}");
    }
    // The value in the box that a panic carries is made in code that does not return.
    assert!(!text.contains("src/lib.rs:14:"), "{text}");
}

#[test]
fn functions_of_the_c_library_allocate_if_they_are_known_to_and_are_unknown_if_they_are_not() {
    let fixture = Fixture::new(
        "foreign",
        &[(
            "src/lib.rs",
            r#"use std::ffi::{c_char, c_int, c_void};
unsafe extern "C" {
    fn strdup(text: *const c_char) -> *mut c_char;
    fn strlen(text: *const c_char) -> usize;
    fn sqlite3_open(name: *const c_char, database: *mut *mut c_void) -> c_int;
}
/// # Safety
/// `text` ends with a NUL.
pub unsafe fn doubled(text: *const c_char) -> *mut c_char {
    unsafe { strdup(text) } //= may: strdup, through malloc
}
/// # Safety
/// `text` ends with a NUL.
pub unsafe fn length(text: *const c_char) -> usize {
    unsafe { strlen(text) }
}
/// # Safety
/// `name` ends with a NUL.
pub unsafe fn opened(name: *const c_char, database: *mut *mut c_void) -> c_int {
    unsafe { sqlite3_open(name, database) } //= unknown: sqlite3_open, a function of another language whose code is not seen
}
"#,
        )],
    );
    let text = shown(&fixture.survey());
    let plain = text.replace("may: strdup\n", "may: strdup, through malloc\n");
    assert_eq!(plain, fixture.expected(&["src/lib.rs"]));
}

/// A static library of C and C++ beside the package, as the crate cc makes one.
#[test]
fn operator_new_is_a_root_and_a_c_function_is_not_cold_for_its_name() {
    let build = r#"fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    let run = |program: &str, arguments: &[&str]| {
        assert!(std::process::Command::new(program).args(arguments).status().unwrap().success());
    };
    let (c, cpp, archive) = (format!("{out}/c.o"), format!("{out}/cpp.o"), format!("{out}/libnative.a"));
    run("cc", &["-O2", "-c", "native.c", "-o", &c]);
    run("c++", &["-O2", "-c", "native.cpp", "-o", &cpp]);
    run("ar", &["crs", &archive, &c, &cpp]);
    println!("cargo::rustc-link-search=native={out}");
    println!("cargo::rustc-link-lib=static=native");
}
"#;
    if !["cc", "c++", "ar"].iter().all(|program| Command::new(program).arg("--version").output().is_ok()) {
        assert!(std::env::var_os("CI").is_none(), "no compiler for C and C++");
        eprintln!("SKIPPED: operator new and cold names of C: no compiler for C and C++ is on PATH");
        return;
    }
    let fixture = Fixture::new(
        "native",
        &[
            ("Cargo.toml", &manifest("native")),
            ("build.rs", build),
            ("native.c", "#include <stdlib.h>\nvoid *handle_error(int n) { return malloc(n); }\n"),
            ("native.cpp", "extern \"C\" int *made(int n) { return new int(n); }\n"),
            (
                "src/lib.rs",
                r#"unsafe extern "C" {
    safe fn handle_error(size: i32) -> *mut u8;
    safe fn made(number: i32) -> *mut i32;
}
pub fn handled(size: i32) -> *mut u8 {
    handle_error(size) //= may: handle_error, through malloc
}
pub fn made_there(number: i32) -> *mut i32 {
    made(number) //= may: made
}
"#,
            ),
        ],
    );
    let text = shown(&fixture.survey());
    assert!(text.contains("src/lib.rs:6: may: handle_error") && text.contains("src/lib.rs:9: may: made"), "{text}");
}

#[test]
fn what_a_macro_of_the_crate_expands_to_is_on_the_line_that_uses_it() {
    let text = "macro_rules! boxed {\n    ($n:expr) => {\n        Box::new($n)\n    };\n}\npub fn f(n: u64) -> Box<u64> {\n    boxed!(n) //= heap: Box::new\n}\n";
    let fixture = Fixture::new("expands", &[("src/lib.rs", text)]);
    assert_eq!(shown(&fixture.survey()), fixture.expected(&["src/lib.rs"]));
}

#[test]
fn a_dependency_that_lies_below_the_package_is_not_the_package() {
    let with_dependency = manifest("vendoring").replace(
        "[workspace]\n",
        "[dependencies]\nhelper = { path = \"vendor/helper\" }\n[workspace]\nexclude = [\"vendor\"]\n",
    );
    let fixture = Fixture::new(
        "vendoring",
        &[
            ("Cargo.toml", &with_dependency),
            ("src/lib.rs", "pub fn f(n: usize) -> usize {\n    helper::numbers(n).len() //= may: helper::numbers\n}\n"),
            ("vendor/helper/Cargo.toml", &manifest("helper").replace("[workspace]\n", "")),
            (
                "vendor/helper/src/lib.rs",
                "#[inline(never)]\npub fn numbers(n: usize) -> Vec<usize> {\n    (0..n).collect()\n}\n",
            ),
        ],
    );
    assert_eq!(shown(&fixture.survey()), fixture.expected(&["src/lib.rs"]));
}

#[test]
fn a_line_that_calls_a_function_which_allocates_names_that_function() {
    let text = "pub struct Engine {\n    seen: Vec<u64>,\n}\nimpl Engine {\n    #[inline(never)]\n    pub fn record(&mut self, n: u64) {\n        self.seen.push(n); //= may: Vec::push\n    }\n    #[inline(never)]\n    pub fn count(&self) -> usize {\n        self.seen.len()\n    }\n    pub fn process(&mut self, n: u64) -> usize {\n        self.record(n);\n        self.count()\n    }\n}\n";
    let fixture = Fixture::new("calls", &[("src/lib.rs", text)]);
    let survey = fixture.survey();
    let of = |line: u32| survey.reaching_functions("src/lib.rs", line);
    assert!(of(14).iter().any(|name| name.contains("record")), "{:?}", of(14));
    assert!(of(15).is_empty(), "{:?}", of(15));
}

/// GCC has pointers to one before a table where a loop runs over it, as in ring.
#[test]
fn debug_information_of_a_variable_may_point_before_what_it_is_in() {
    let build = r#"fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    let run = |program: &str, arguments: &[&str]| {
        assert!(std::process::Command::new(program).args(arguments).status().unwrap().success());
    };
    let (object, archive) = (format!("{out}/table.o"), format!("{out}/libtable.a"));
    run("cc", &["-c", "table.s", "-o", &object]);
    run("ar", &["crs", &archive, &object]);
    println!("cargo::rustc-link-search=native={out}");
    println!("cargo::rustc-link-lib=static=table");
}
"#;
    if !["cc", "ar"].iter().all(|program| Command::new(program).arg("--version").output().is_ok()) {
        assert!(std::env::var_os("CI").is_none(), "no assembler");
        eprintln!("SKIPPED: pointers before a table: no compiler for C is on PATH");
        return;
    }
    let table = "    .section .rodata.table,\"a\"\n.Ltable:\n    .byte 1, 2, 3\n    .section .debug_loc,\"\",%progbits\n    .quad .Ltable - 1\n    \
                 .text\n    .globl answer\n    .type answer, %function\nanswer:\n    ret\n    .size answer, . - answer\n";
    let fixture = Fixture::new(
        "table",
        &[
            ("Cargo.toml", &manifest("table")),
            ("build.rs", build),
            ("table.s", table),
            (
                "src/lib.rs",
                r#"unsafe extern "C" {
    safe fn answer() -> i32;
}
pub fn boxed() -> Box<i32> {
    Box::new(answer())
}
"#,
            ),
        ],
    );
    let text = shown(&fixture.survey());
    assert!(text.contains("src/lib.rs:5:"), "{text}");
}
