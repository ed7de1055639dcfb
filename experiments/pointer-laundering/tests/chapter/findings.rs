//! The facts of the chapter that are neither counts nor times of a case, established by running them.

#[path = "../tools/mod.rs"]
mod tools;

use anyhow::Result;
use harness::compiled::{Sources, rustc};
use harness::{Findings, Need, Shared};
use pointer_laundering::{
    exposed_provenance, integer_round_trip, local_box, mapped_address, noescape_function, opaque_address,
    opaque_pointer, printed_box, published_pointer, xor_zero,
};
use tools::{Watcher, Workshop};

const REFUSED: [&str; 6] = [
    "reference_past_scope",
    "reference_returned",
    "box_freed_while_borrowed",
    "thread_borrows_local",
    "reference_across_push",
    "two_exclusive_references",
];

/// Declares them.
pub(crate) fn findings(findings: &mut Findings) {
    let how = "the variants whose function has the address of local_box's function in the release profile";
    findings.exact("same_machine_code", how).in_release().found(same_code());
    let sources = Shared::new(|| Sources::of(env!("CARGO_MANIFEST_DIR")));
    for variant in ["local", "local_box", "xor_zero", "opaque_address", "opaque_pointer", "published_pointer"] {
        let how = "the allocator's functions that are called in the assembly of the variant's file at opt-level 3, one codegen unit";
        findings.exact([variant, "calls"], how).by(|| allocator_calls(sources.get()?, variant));
    }
    for program in REFUSED {
        let how = "the error codes in the compiler's answer to the program in tests/compile_fail";
        findings.exact(["refused", program], how).by(|| error_codes(program));
    }
    watched(findings);
}

/// The error codes with which the compiler refuses `tests/compile_fail/<program>.rs`, as often as they come.
fn error_codes(program: &str) -> Result<String> {
    let output = rustc()
        .args(["--edition=2024", "--emit=metadata", "-o", "/dev/null"])
        .arg(tools::package().join(format!("tests/compile_fail/{program}.rs")))
        .output()?;
    let message = String::from_utf8_lossy(&output.stderr);
    let codes = message.split("error[").skip(1).filter_map(|rest| rest.split_once(']')).map(|(code, _)| code);
    Ok(codes.collect::<Vec<_>>().join(", "))
}

/// Which variants have the machine code of the honest box: LLVM merges functions that are equal, so their addresses are.
fn same_code() -> String {
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
    let same = variants.iter().filter(|(_, run)| *run as usize == honest).map(|(variant, _)| *variant);
    same.collect::<Vec<_>>().join(", ")
}

/// The functions of the allocator's interface that are left in a variant's machine code, in order of appearance.
fn allocator_calls(sources: &Sources, variant: &str) -> Result<String> {
    let names = [
        "__rust_no_alloc_shim_is_unstable_v2",
        "__rust_alloc",
        "__rust_alloc_zeroed",
        "__rust_realloc",
        "__rust_dealloc",
    ];
    let code = sources.variant(variant).assembly()?.all();
    let is_name = |name: &&str, called: &str| called.rsplit("::").next() == Some(*name);
    let calls = code.calls();
    let mut left: Vec<&str> =
        calls.iter().filter_map(|call| names.into_iter().find(|name| is_name(name, &call.name))).collect();
    left.dedup();
    Ok(if left.is_empty() { "none".to_owned() } else { left.join(", ") })
}

/// What each watcher reports of each program, and how the program ends when nobody watches.
///
/// The programs have undefined behaviour: what they do unwatched, and what the optimiser leaves of them to watch, is found, not promised.
fn watched(findings: &mut Findings) {
    let workshop = Shared::new(Workshop::new);
    for program in ["scope_ended", "function_returned", "box_freed", "still_alive"] {
        for (opt_level, build) in [(0, "unoptimised"), (3, "optimised")] {
            let run = |watcher| workshop.get()?.run(program, opt_level, watcher).map_err(anyhow::Error::msg);
            let how = format!("the exit status of tests/unsound/{program}.rs at opt-level {opt_level}, unwatched");
            findings.observed([program, "exit", build], how).slow().by(|| {
                let status = run(Watcher::Nobody)?.exit_status;
                Ok::<_, anyhow::Error>(status.map_or_else(|| "a signal".to_owned(), |status| status.to_string()))
            });
            for (watcher, name, need) in [
                (Watcher::AddressSanitizer, "asan", Need::AddressSanitizer),
                (Watcher::Valgrind, "valgrind", Need::Valgrind),
            ] {
                let how =
                    format!("the first report of {watcher:?} on tests/unsound/{program}.rs at opt-level {opt_level}");
                let key = [program, name, build];
                let report = if opt_level == 0 { findings.exact(key, how) } else { findings.observed(key, how) };
                report.needs(need).slow().by(|| Ok::<_, anyhow::Error>(run(watcher)?.report().to_owned()));
            }
        }
    }
}
