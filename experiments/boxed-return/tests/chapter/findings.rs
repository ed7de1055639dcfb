//! Facts of the chapter that are neither counts nor times, established by running each.

use anyhow::{Context, Result, ensure};
use harness::compiled::{Code, Sources, rustc};
use harness::{Findings, Need, Shared};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Declares them, in the order of the page.
pub(crate) fn findings(findings: &mut Findings) {
    c_program(findings);
    refused(findings);
    let sources = Shared::new(|| Sources::of(env!("CARGO_MANIFEST_DIR")));
    calls(findings, &sources);
    copies(findings, &sources);
    for (variant, bytes) in [
        ("result_by_value", size_of::<Result<[u64; 8192], ()>>()),
        ("result_boxed", size_of::<Result<Box<[u64; 8192]>, ()>>()),
    ] {
        let how = "size_of the Result around the largest array, in bytes; its error holds nothing";
        findings.exact(["size_of", variant], how).found(bytes);
    }
}

/// What gcc said of the C program, and how it ended.
struct Ended {
    warnings: String,
    status: String,
}

/// Compiles the C program with gcc and runs it. What it does when run is undefined, so that finding is not exact.
fn c_program(findings: &mut Findings) {
    let ended = Shared::new(|| -> Result<Ended> {
        let directory = temporary()?;
        let program = directory.path().join("address_of_local");
        let compiled =
            Command::new("gcc").arg(source("c/address_of_local.c")).arg("-o").arg(&program).output().context("gcc")?;
        let messages = String::from_utf8_lossy(&compiled.stderr);
        ensure!(compiled.status.success(), "gcc refuses c/address_of_local.c:\n{messages}");
        let warnings: Vec<&str> = messages
            .lines()
            .filter_map(|line| line.split_once("warning: ")?.1.rsplit_once(" [").map(|(warning, _)| warning))
            .collect();
        // Run in the temporary directory, where a core file would go.
        let run = Command::new(&program).current_dir(directory.path()).output().context("the compiled C program")?;
        Ok(Ended { warnings: warnings.join("; "), status: run.status.to_string() })
    });
    // gcc answers the null pointer for the address of a local, and reading from it is what the signal is for.
    let how = "gcc compiled c/address_of_local.c without options and exited with status 0; this is its warning";
    findings
        .exact("c_program_compiles", how)
        .needs(Need::Gcc)
        .is("function returns address of local variable")
        .by(|| Ok::<_, anyhow::Error>(ended.get()?.warnings.clone()));
    let how = "the program that gcc made of c/address_of_local.c was run; this is how it ended";
    findings
        .observed("c_program_ends", how)
        .needs(Need::Gcc)
        .is("signal: 11 (SIGSEGV)")
        .by(|| Ok::<_, anyhow::Error>(ended.get()?.status.clone()));
}

/// The program about the arena needs bumpalo, which rustc alone does not find; `tests/behaviour/compile_fail.rs` has its code.
fn refused(findings: &mut Findings) {
    for program in [
        "address_of_local",
        "static_address_of_local",
        "pointer_outlives_its_object",
        "pointer_to_a_temporary",
        "boxed_closure_borrows_local",
        "thread_borrows_local",
        "static_bound_on_a_box",
        "two_types_behind_impl_trait",
    ] {
        let how = format!("rustc was given tests/compile_fail/{program}.rs; this is the code of its error");
        findings.exact(program, how).by(|| error_code(program));
    }
}

/// The code of the only error in rustc's message about a program.
fn error_code(program: &str) -> Result<String> {
    let (directory, file) = (temporary()?, source(&format!("tests/compile_fail/{program}.rs")));
    let output = rustc()
        // Beside the sources, so that rust-toolchain.toml chooses the compiler.
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["--edition=2024", "--color=never", "--emit=metadata", "--out-dir"])
        .arg(directory.path())
        .arg(&file)
        .output()
        .context("rustc")?;
    ensure!(!output.status.success(), "rustc accepts {}", file.display());
    let messages = String::from_utf8_lossy(&output.stderr);
    let codes: Vec<&str> =
        messages.lines().filter_map(|line| Some(line.strip_prefix("error[")?.split_once(']')?.0)).collect();
    ensure!(codes.len() == 1, "{}: one error code expected, found {codes:?}", file.display());
    Ok(codes[0].to_owned())
}

/// The functions that are called, by the last parts of their names, without the one for a failed allocation.
fn calls(findings: &mut Findings, sources: &Shared<'_, Sources>) {
    // The allocation is gone, the empty function that marks it is not; an Rc leaves the function through `drop_slow`.
    for (variant, expected) in [
        ("by_value_inlined", "none"),
        ("boxed_inlined", "__rust_no_alloc_shim_is_unstable_v2"),
        ("rc_inlined", "__rust_no_alloc_shim_is_unstable_v2, __rust_alloc, drop_slow"),
        ("boxed", "span_of, __rust_dealloc"),
    ] {
        let how = format!(
            "rustc compiled src/{variant}.rs to assembly as the release profile does; these are the functions that `run` calls, \
             without the one for a failed allocation"
        );
        findings.exact([variant, "calls"], how).is(expected).by(|| -> Result<String> {
            let run = assembly(sources, variant)?.function(&format!("{variant}::run"))?;
            let last = |name: String| name.rsplit("::").next().unwrap_or(&name).to_owned();
            let calls: Vec<String> = run.calls().into_iter().map(|call| last(call.name)).collect();
            let calls: Vec<String> = calls.into_iter().filter(|name| name != "handle_alloc_error").collect();
            Ok(if calls.is_empty() { "none".to_owned() } else { calls.join(", ") })
        });
    }
}

/// How often each of the three frames of the largest size calls memcpy.
fn copies(findings: &mut Findings, sources: &Shared<'_, Sources>) {
    // Every variant moves the array once where it is made; only the Result by value moves it again, once a frame.
    for (variant, expected) in [
        ("array_by_value", [1, 0, 0]),
        ("array_boxed", [1, 0, 0]),
        ("result_by_value", [1, 1, 1]),
        ("result_boxed", [1, 0, 0]),
    ] {
        let how = format!(
            "rustc compiled src/{variant}.rs to assembly as the release profile does; these are the calls of memcpy in each of the \
             three frames of the largest size, innermost first"
        );
        findings.exact([variant, "copies"], how).is(expected.to_vec()).by(|| {
            let assembly = assembly(sources, variant)?;
            let copies = |frame: &&str| -> Result<i64> {
                let frame = assembly.function(&format!("{variant}::{frame}::<8192>"))?;
                Ok(i64::try_from(frame.mentions("memcpy"))?)
            };
            ["numbers", "with_first_raised", "with_both_ends_raised"].iter().map(copies).collect::<Result<Vec<_>>>()
        });
    }
}

fn assembly(sources: &Shared<'_, Sources>, variant: &str) -> Result<Code> {
    sources.get()?.variant(variant).generic_arguments().assembly()
}

fn temporary() -> Result<TempDir> {
    tempfile::tempdir().context("a temporary directory")
}

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
