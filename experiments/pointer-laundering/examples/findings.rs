//! The facts of the chapter that are neither counts nor times of a case, established by running them.

#[path = "../tests/tools/mod.rs"]
mod tools;

use instruments::{Finding, Value};
use pointer_laundering::{
    exposed_provenance, integer_round_trip, local_box, mapped_address, noescape_function, opaque_address,
    opaque_pointer, printed_box, published_pointer, xor_zero,
};
use std::process::ExitCode;
use tools::{Watcher, Workshop};

const REFUSED: [&str; 6] = [
    "reference_past_scope",
    "reference_returned",
    "box_freed_while_borrowed",
    "thread_borrows_local",
    "reference_across_push",
    "two_exclusive_references",
];

fn main() -> ExitCode {
    match findings() {
        Ok(findings) => {
            instruments::print_findings(&findings);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn findings() -> Result<Vec<Finding>, String> {
    let mut findings = vec![same_code()];
    for variant in ["local", "local_box", "xor_zero", "opaque_address", "opaque_pointer", "published_pointer"] {
        findings.push(text(
            &format!("{variant}_calls"),
            allocator_calls(variant)?,
            "the allocator's functions that are called in the assembly of the variant's file at opt-level 3, one codegen unit",
        ));
    }
    for program in REFUSED {
        let codes = error_codes(program)?;
        findings.push(text(
            &format!("refused_{program}"),
            codes.join(", "),
            "the error codes in the compiler's answer to the program in tests/compile_fail",
        ));
    }
    findings.extend(watched()?);
    Ok(findings)
}

fn text(key: &str, value: String, how: &str) -> Finding {
    Finding { key: key.to_owned(), value: Value::Text(value), exact: true, how: how.to_owned() }
}

/// The error codes with which the compiler refuses `tests/compile_fail/<program>.rs`, as often as they come.
fn error_codes(program: &str) -> Result<Vec<String>, String> {
    let mut rustc = tools::rustc();
    rustc
        .args(["--edition=2024", "--emit=metadata", "-o", "/dev/null"])
        .arg(tools::package().join(format!("tests/compile_fail/{program}.rs")));
    let output = tools::output_of(&mut rustc)?;
    let message = String::from_utf8_lossy(&output.stderr);
    Ok(message
        .split("error[")
        .skip(1)
        .filter_map(|rest| rest.split_once(']'))
        .map(|(code, _)| code.to_owned())
        .collect())
}

/// Which variants have the machine code of the honest box: LLVM merges functions that are equal, so their addresses are.
fn same_code() -> Finding {
    let variants = [
        ("integer_round_trip", integer_round_trip::run as fn() -> u64),
        ("exposed_provenance", exposed_provenance::run),
        ("xor_zero", xor_zero::run),
        ("mapped_address", mapped_address::run),
        ("noescape_function", noescape_function::run),
        ("opaque_address", opaque_address::run),
        ("opaque_pointer", opaque_pointer::run),
        ("published_pointer", published_pointer::run),
        ("printed_box", printed_box::run),
    ];
    let honest = local_box::run as fn() -> u64 as usize;
    let same: Vec<&str> =
        variants.iter().filter(|(_, run)| *run as usize == honest).map(|(variant, _)| *variant).collect();
    text(
        "same_machine_code",
        same.join(", "),
        "the variants whose function has the address of local_box's function in the release profile",
    )
}

/// The functions of the allocator's interface that are left in a variant's machine code, in order of appearance.
fn allocator_calls(variant: &str) -> Result<String, String> {
    let directory = tempfile::tempdir().map_err(|error| format!("a temporary directory: {error}"))?;
    let listing = directory.path().join("listing.s");
    let mut rustc = tools::rustc();
    rustc
        .args(["--edition=2024", "--crate-type=lib", "--emit=asm", "-Copt-level=3", "-Ccodegen-units=1", "-o"])
        .arg(&listing)
        .arg(tools::package().join(format!("src/{variant}.rs")));
    let output = tools::output_of(&mut rustc)?;
    if !output.status.success() {
        return Err(format!("src/{variant}.rs does not compile alone:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    let assembly = std::fs::read_to_string(&listing).map_err(|error| format!("{}: {error}", listing.display()))?;
    // In a mangled name the length stands before the name, so that one name is not found in another.
    let names = [
        "__rust_no_alloc_shim_is_unstable_v2",
        "__rust_alloc",
        "__rust_alloc_zeroed",
        "__rust_realloc",
        "__rust_dealloc",
    ];
    let is_instruction = |line: &&str| line.starts_with('\t') && !line.starts_with("\t.");
    let mut left: Vec<&str> = assembly
        .lines()
        .filter(is_instruction)
        .filter_map(|line| names.into_iter().find(|name| line.contains(&format!("{}_{name}", name.len()))))
        .collect();
    left.dedup();
    Ok(if left.is_empty() { "none".to_owned() } else { left.join(", ") })
}

/// What each watcher reports of each program, and how the program ends when nobody watches.
///
/// The programs have undefined behaviour: what they do unwatched, and what the optimiser leaves of them to watch, is found, not promised.
fn watched() -> Result<Vec<Finding>, String> {
    let workshop = Workshop::new()?;
    for watcher in [Watcher::AddressSanitizer, Watcher::Valgrind] {
        if let Some(reason) = tools::missing(watcher) {
            return Err(reason);
        }
    }
    let mut findings = Vec::new();
    for program in ["scope_ended", "function_returned", "box_freed", "still_alive"] {
        for (opt_level, build) in [(0, "unoptimised"), (3, "optimised")] {
            let run = workshop.run(program, opt_level, Watcher::Nobody)?;
            let status = run.exit_status.map_or_else(|| "a signal".to_owned(), |status| status.to_string());
            let how = format!("the exit status of tests/unsound/{program}.rs at opt-level {opt_level}, unwatched");
            findings.push(Finding { exact: false, ..text(&format!("{program}_exit_{build}"), status, &how) });
            for (watcher, name) in [(Watcher::AddressSanitizer, "asan"), (Watcher::Valgrind, "valgrind")] {
                let report = workshop.run(program, opt_level, watcher)?.report().to_owned();
                let how =
                    format!("the first report of {watcher:?} on tests/unsound/{program}.rs at opt-level {opt_level}");
                let finding = text(&format!("{program}_{name}_{build}"), report, &how);
                findings.push(Finding { exact: opt_level == 0, ..finding });
            }
        }
    }
    Ok(findings)
}
