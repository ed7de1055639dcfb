//! Is the report the same, whatever the format of the objects is?
//!
//! One library is compiled for targets of each format, and each report is compared with that of this machine. Where they differ, the standard
//! library is another one, and the test says how. Nothing is linked. A target that is not installed is skipped, which is said;
//! `rustup target add` installs it.

use crate::fixture::{Fixture, manifest, shown};
use heap_sites::{Error, Request};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::Command;

const LIBRARY: &str = r#"use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::rc::Rc;

pub fn boxed(n: u64) -> Box<u64> {
    Box::new(n)
}
pub fn local(n: u64) -> u64 {
    let b = Box::new(n);
    *b
}
pub fn zeroed(n: usize) -> Vec<u8> {
    vec![0u8; n]
}
pub fn pushed(n: u64) -> Vec<u64> {
    let mut v = Vec::with_capacity(4);
    for i in 0..n {
        v.push(i);
    }
    v
}
pub fn formatted(n: u64) -> String {
    format!("n={n}")
}
pub fn shared(n: u64) -> Rc<u64> {
    Rc::new(n)
}
pub fn inserted(m: &mut HashMap<u64, u64>, k: u64) {
    m.insert(k, k);
}
pub fn fresh() -> HashMap<u64, u64> {
    HashMap::new()
}
pub fn tree(m: &mut BTreeMap<u64, u64>, k: u64) {
    m.insert(k, k);
}
pub fn sorted(v: &mut [u64]) {
    v.sort();
}
pub fn called(call: &dyn Fn(u64) -> u64) -> u64 {
    call(1)
}
pub fn arms(n: u64, out: &mut Vec<u64>) {
    match n {
        0 => out.push(3),
        1 => out.clear(),
        2 => out.push(n ^ 5),
        3 => out.truncate(1),
        4 => out.push(n * 7),
        5 => out.reverse(),
        _ => out.push(1),
    }
}
pub fn upper(text: &str) -> bool {
    text.chars().any(|c| c.is_uppercase())
}
pub fn written(out: &mut String, n: u64) {
    let _ = write!(out, "{n}");
}
thread_local! {
    static PLAIN: std::cell::Cell<u64> = const { std::cell::Cell::new(3) };
    static MADE: std::cell::RefCell<Vec<u64>> = std::cell::RefCell::new(Vec::new());
}
pub fn plain() -> u64 {
    PLAIN.with(|x| x.get())
}
pub fn made(n: u64) {
    MADE.with(|x| x.borrow_mut().push(n));
}
pub fn joined(a: &str, b: &str) -> String {
    let mut s = a.to_owned();
    s.push_str(b);
    s
}
pub fn read(path: &str) -> std::io::Result<String> {
    std::fs::read_to_string(path)
}
pub fn printed(n: u64) {
    println!("{n}");
}
pub fn chosen(n: u64) -> u64 {
    let f: fn(u64) -> u64 = if n > 3 { twice } else { thrice };
    f(n)
}
#[inline(never)]
fn twice(n: u64) -> u64 {
    n * 2
}
#[inline(never)]
fn thrice(n: u64) -> u64 {
    n * 3
}
pub fn now() -> std::time::Instant {
    std::time::Instant::now()
}
pub fn locked(m: &std::sync::Mutex<u64>) -> u64 {
    *m.lock().unwrap()
}
pub fn spawned() -> std::thread::JoinHandle<u64> {
    std::thread::spawn(|| 3)
}
"#;

/// Whether the standard library of a target is there; said on standard error where it is not, past the test harness.
pub(crate) fn is_installed(target: &str) -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).args(["--print=target-libdir", "--target", target]).output().unwrap();
    let directory = String::from_utf8(output.stdout).unwrap();
    let is_installed = std::path::Path::new(directory.trim()).is_dir();
    if !is_installed {
        let _ = writeln!(std::io::stderr(), "SKIPPED: {target} is not installed; `rustup target add {target}` does it");
    }
    is_installed
}

fn lines(fixture: &Fixture, target: Option<&str>) -> BTreeSet<String> {
    let request = Request { triple: target.map(str::to_owned), ..fixture.request() };
    let survey = heap_sites::survey(&request).unwrap_or_else(|error| panic!("{target:?}: {error}"));
    shown(&survey).lines().map(|line| line.trim_start_matches("src/lib.rs:").to_owned()).collect()
}

/// Where a target's report differs from that of the same code in ELF for the same processor: what is only in the one, and only in the other.
fn differs(target: &str, only_elf: &[&str], only_there: &[&str]) {
    let elf = "x86_64-unknown-linux-gnu";
    if !is_installed(target) || !is_installed(elf) {
        return;
    }
    let fixture = Fixture::new("formats", &[("src/lib.rs", LIBRARY)]);
    let (here, there) = (lines(&fixture, Some(elf)), lines(&fixture, Some(target)));
    assert!(here.len() > 20, "{here:?}");
    let only = |of: &BTreeSet<String>, other: &BTreeSet<String>| of.difference(other).cloned().collect::<Vec<_>>();
    assert_eq!((only(&here, &there), only(&there, &here)), (owned(only_elf), owned(only_there)), "{target}");
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn coff_of_windows_gnu_is_read_as_elf_is() {
    // A thread's own variables are kept under a key that is set, whatever is in them; so is the count of panics that a lock looks at.
    differs(
        "x86_64-pc-windows-gnu",
        &[
            "32: may: HashMap::new, through linux::hashmap_random_keys",
            "68: may: LocalKey::with, through Storage::get_or_init_slow",
        ],
        &[
            "32: may: HashMap::new, through Storage::get",
            "65: may: LocalKey::with, through Storage::get",
            "68: may: LocalKey::with, through Storage::get",
            "97: may: Mutex::lock, through panic_count::is_zero_slow_path",
            "97: may: Result::unwrap, through ptr::drop_in_place",
            "97: may: ptr::drop_in_place, through panic_count::is_zero_slow_path",
        ],
    );
}

#[test]
fn mach_o_of_x86_64_is_read_as_elf_is() {
    // Keys come from another function of the system, and a lock is in a box.
    differs(
        "x86_64-apple-darwin",
        &["32: may: HashMap::new, through linux::hashmap_random_keys"],
        &[
            "32: unknown: HashMap::new, which calls CCRandomGenerateBytes, a function of another language whose code is not seen",
            "97: may: Mutex::lock, through OnceBox::initialize",
        ],
    );
}

#[test]
fn mach_o_of_aarch64_is_read_as_elf_is() {
    // Of two functions one is chosen without a jump, which is not traced on aarch64.
    differs(
        "aarch64-apple-darwin",
        &["32: may: HashMap::new, through linux::hashmap_random_keys"],
        &[
            "32: unknown: HashMap::new, which calls CCRandomGenerateBytes, a function of another language whose code is not seen",
            "83: unknown: a call through dyn or a function pointer",
            "97: may: Mutex::lock, through OnceBox::initialize",
        ],
    );
}

/// Why a library without the standard library has no report on a target; nothing where the target is not installed.
fn refused(target: &str) -> Option<Error> {
    const BOXES: &str = "#![no_std]\nextern crate alloc;\npub fn f(n: u64) -> alloc::boxed::Box<u64> {\n    alloc::boxed::Box::new(n)\n}\n";
    is_installed(target).then(|| {
        let manifest = manifest("refused") + "[profile.dev]\npanic = \"abort\"\n";
        let fixture = Fixture::new("refused", &[("Cargo.toml", &manifest), ("src/lib.rs", BOXES)]);
        let request = Request { triple: Some(target.to_owned()), ..fixture.request() };
        heap_sites::survey(&request).expect_err("it is reported on")
    })
}

#[test]
fn code_view_is_refused_by_name_with_the_target_that_has_dwarf() {
    if let Some(error) = refused("x86_64-pc-windows-msvc") {
        assert!(matches!(error, Error::CodeView { .. }), "{error}");
        assert!(error.to_string().contains("--target x86_64-pc-windows-gnu"), "{error}");
    }
}

#[test]
fn machines_that_cannot_be_read_are_refused_by_name() {
    for (target, words) in [
        ("thumbv7em-none-eabihf", "code for Arm in ELF cannot be read, only for x86-64"),
        ("riscv32imac-unknown-none-elf", "code for Riscv32 in ELF cannot be read, only for x86-64"),
        ("wasm32-unknown-unknown", "WebAssembly objects cannot be read, only ELF, Mach-O and COFF"),
    ] {
        let Some(error) = refused(target) else { continue };
        assert!(matches!(error, Error::Architecture { .. } | Error::Format { .. }), "{error}");
        assert!(
            error.to_string().contains(words) && error.to_string().contains("without --target"),
            "{target}: {error}"
        );
    }
}
