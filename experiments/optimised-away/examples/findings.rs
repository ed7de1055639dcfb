//! What is established beside counts: which functions the code of a variant still calls, under settings of which the page speaks.
//!
//! Each variant is a file that needs nothing but the standard library, so rustc can compile it alone and print its LLVM IR: the program
//! after all optimisation, before it becomes instructions of one processor.

use anyhow::{Context, Result, bail};
use instruments::{Finding, Value, print_findings};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Key, variant, opt-level, codegen units.
const CALLS: &[(&str, &str, &str, &str)] = &[
    ("box_read_calls_at_z", "box_read", "z", "1"),
    ("reference_passed_calls_at_2", "reference_passed", "2", "1"),
    ("reference_passed_calls_at_3", "reference_passed", "3", "1"),
    ("vec_list_calls_with_1_unit", "vec_list", "3", "1"),
    ("vec_list_calls_with_16_units", "vec_list", "3", "16"),
    ("vec_grown_calls", "vec_grown", "3", "1"),
    ("string_cloned_calls", "string_cloned", "3", "1"),
    ("box_dyn_error_calls", "box_dyn_error", "3", "1"),
    ("rc_calls", "rc", "3", "1"),
    ("rc_unwrapped_calls", "rc_unwrapped", "3", "1"),
    ("arc_unwrapped_calls", "arc_unwrapped", "3", "1"),
];

fn main() -> Result<()> {
    let mut findings = Vec::new();
    for (key, variant, opt_level, units) in CALLS {
        let ir = llvm_ir(&source(variant), opt_level, units)?;
        findings.push(finding(
            key,
            calls(&function(&ir, variant)?),
            "The variant's file compiled alone, LTO off, its LLVM IR read; without panics and the empty function that an elided box leaves.",
        ));
    }
    let directory = tempfile::tempdir().context("a temporary directory for a crate of all variants")?;
    let ir = llvm_ir(&together(directory.path())?, "z", "1")?;
    findings.push(finding(
        "box_read_calls_at_z_among_others",
        calls(&function(&ir, "box_read")?),
        "The files of all variants compiled as one crate, LTO off, its LLVM IR read.",
    ));
    let ir = llvm_ir(&source("arc_unwrapped"), "3", "1")?;
    let body = function(&ir, "arc_unwrapped")?;
    let atomics = ["cmpxchg", "atomicrmw"].into_iter().filter(|name| body.iter().any(|line| is(line, name)));
    findings.push(finding("arc_unwrapped_atomics", atomics.collect::<Vec<_>>().join(", "), "Its LLVM IR read."));
    findings.push(finding(
        "allocator_attributes",
        attributes(&llvm_ir(&source("reference_opaque"), "3", "1")?)?,
        "The attributes of the allocator's function in the LLVM IR of a variant.",
    ));
    print_findings(&findings);
    Ok(())
}

fn finding(key: &str, text: String, how: &str) -> Finding {
    Finding { key: key.to_owned(), value: Value::Text(text), exact: true, how: how.to_owned() }
}

/// The file of a variant.
fn source(variant: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(format!("{variant}.rs"))
}

/// A crate of all variants, in `directory`.
fn together(directory: &Path) -> Result<PathBuf> {
    let declared = std::fs::read_to_string(source("lib"))?;
    let names = declared.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let modules: String = names.map(|name| format!("#[path = {:?}]\npub mod {name};\n", source(name))).collect();
    let root = directory.join("together.rs");
    std::fs::write(&root, modules)?;
    Ok(root)
}

/// The LLVM IR of a crate, of all its codegen units.
fn llvm_ir(root: &Path, opt_level: &str, units: &str) -> Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let directory = tempfile::tempdir().context("a temporary directory for rustc's output")?;
    let output = Command::new(rustc)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .args([
            "--crate-type=lib",
            "--edition=2024",
            "--emit=llvm-ir",
            "--cap-lints=allow",
            "-Clto=off",
            "-Cembed-bitcode=no",
        ])
        .arg(format!("-Copt-level={opt_level}"))
        .arg(format!("-Ccodegen-units={units}"))
        .arg("--out-dir")
        .arg(directory.path())
        .arg(root)
        .output()
        .context("rustc cannot be run; put it on PATH or name it in RUSTC")?;
    if !output.status.success() {
        bail!("{} does not compile alone:\n{}", root.display(), String::from_utf8_lossy(&output.stderr));
    }
    let mut ir = String::new();
    for entry in std::fs::read_dir(directory.path())? {
        ir += &std::fs::read_to_string(entry?.path())?;
    }
    Ok(ir)
}

/// The lines of the variant's entry point.
fn function(ir: &str, variant: &str) -> Result<Vec<String>> {
    // In a mangled symbol each name has its length before it; alone, the crate has the variant's name, and else the module.
    let mangled = format!("{}{variant}3run", variant.len());
    let is_it = |line: &str| line.starts_with("define ") && line.contains(&mangled);
    let body: Vec<String> =
        ir.lines().skip_while(|line| !is_it(line)).take_while(|line| *line != "}").map(str::to_owned).collect();
    if body.is_empty() {
        bail!("no `{variant}::run` in the LLVM IR; is it still `#[inline(never)]`?");
    }
    Ok(body)
}

fn is(line: &str, instruction: &str) -> bool {
    line.split_whitespace().take(3).any(|word| word == instruction)
}

/// The functions that are called, each once, in order; of the variant's own `next`, the type of its argument too.
fn calls(body: &[String]) -> String {
    const NOT_MEANT: [&str; 5] = ["llvm.", "panic", "handle_error", "handle_alloc_error", "__rust_no_alloc_shim"];
    let mut calls: Vec<String> = Vec::new();
    for line in body.iter().filter(|line| line.contains("call ") || line.contains("invoke ")) {
        let Some((_, callee)) = line.split_once('@') else { continue };
        let Some((symbol, arguments)) = callee.trim_start_matches('"').split_once('(') else { continue };
        let symbol = symbol.trim_end_matches('"');
        let name = format!("{:#}", rustc_demangle::demangle(symbol));
        if NOT_MEANT.iter().any(|part| name.contains(part)) {
            continue;
        }
        let mut shown = short(&name);
        if symbol.contains("4next") {
            shown += &format!("({})", arguments.split([' ', ')']).next().unwrap_or_default());
        }
        if !calls.contains(&shown) {
            calls.push(shown);
        }
    }
    if calls.is_empty() { "none".to_owned() } else { calls.join(", ") }
}

/// A path without its modules: `Rc<T>::drop_slow` for `alloc::rc::Rc<T>::drop_slow`.
fn short(path: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    let mut rest = path;
    while let Some(character) = rest.chars().next() {
        if character.is_alphanumeric() || character == '_' {
            word.push(character);
            rest = &rest[character.len_utf8()..];
        } else if rest.starts_with("::") && word.starts_with(|first: char| first.is_lowercase() || first == '_') {
            word.clear();
            rest = &rest[2..];
        } else {
            out += &std::mem::take(&mut word);
            out.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    out + &word
}

/// What the declaration of the allocator's function promises.
fn attributes(ir: &str) -> Result<String> {
    let declaration = ir.lines().find(|line| line.starts_with("declare ") && line.contains("___rust_alloc("));
    let declaration = declaration.context("the allocator's function is not declared in the LLVM IR")?;
    let group = declaration.rsplit_once('#').map(|(_, number)| format!("attributes #{number} = "));
    let group = group.context("the allocator's function has no attributes")?;
    let line = ir.lines().find(|line| line.starts_with(&group)).context("the attributes are not in the LLVM IR")?;
    let start = line.find("allockind(").context("the allocator's function is of no allocation kind")?;
    let end = line[start..].find(')').context("the attribute is not closed")?;
    Ok(line[start..=start + end].to_owned())
}
