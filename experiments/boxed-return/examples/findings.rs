//! Establishes the facts of the chapter that are neither counts nor times, by running each.

use anyhow::{Context, Result, ensure};
use instruments::{Finding, Value};
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> Result<()> {
    instruments::print_findings(&findings()?);
    Ok(())
}

/// Every finding, in the order of the page.
pub(crate) fn findings() -> Result<Vec<Finding>> {
    let directory = tempfile::tempdir().context("a temporary directory")?;
    let mut findings = c_program(directory.path())?;
    // The program about the arena needs bumpalo, which rustc alone does not find; `tests/compile_fail.rs` has its code.
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
        findings.push(Finding {
            key: program.to_owned(),
            value: Value::Text(error_code(directory.path(), program)?),
            exact: true,
            how: format!("rustc was given tests/compile_fail/{program}.rs; this is the code of its error"),
        });
    }
    for variant in ["by_value_inlined", "boxed_inlined", "rc_inlined", "boxed"] {
        let calls = calls(&assembly(directory.path(), variant)?, &format!("{variant}::run"))?;
        findings.push(Finding {
            key: format!("{variant}_calls"),
            value: Value::Text(if calls.is_empty() { "none".to_owned() } else { calls.join(", ") }),
            exact: true,
            how: format!(
                "rustc compiled src/{variant}.rs to assembly as the release profile does; these are the functions that `run` calls, \
                 without the one for a failed allocation"
            ),
        });
    }
    for variant in ["array_by_value", "array_boxed", "result_by_value", "result_boxed"] {
        findings.push(Finding {
            key: format!("{variant}_copies"),
            value: Value::Series(copies(&assembly(directory.path(), variant)?, variant)?),
            exact: true,
            how: format!(
                "rustc compiled src/{variant}.rs to assembly as the release profile does; these are the calls of memcpy in each of the \
                 three frames of the largest size, innermost first"
            ),
        });
    }
    for (key, bytes) in [
        ("size_of_result_by_value", size_of::<Result<[u64; 8192], ()>>()),
        ("size_of_result_boxed", size_of::<Result<Box<[u64; 8192]>, ()>>()),
    ] {
        findings.push(Finding {
            key: key.to_owned(),
            value: Value::Integer(bytes.try_into().context("a size")?),
            exact: true,
            how: "size_of the Result around the largest array, in bytes; its error holds nothing".to_owned(),
        });
    }
    Ok(findings)
}

/// Compiles the C program with gcc and runs it. What it does when run is undefined, so that finding is not exact.
fn c_program(directory: &Path) -> Result<Vec<Finding>> {
    let program = directory.join("address_of_local");
    let compiled = Command::new("gcc")
        .arg(source("c/address_of_local.c"))
        .arg("-o")
        .arg(&program)
        .output()
        .context("gcc does not start; install it to establish what becomes of the C program")?;
    let messages = String::from_utf8_lossy(&compiled.stderr);
    ensure!(compiled.status.success(), "gcc refuses c/address_of_local.c:\n{messages}");
    let warnings: Vec<&str> = messages
        .lines()
        .filter_map(|line| line.split_once("warning: ")?.1.rsplit_once(" [").map(|(warning, _)| warning))
        .collect();
    // Run in the temporary directory, where a core file would go.
    let run = Command::new(&program).current_dir(directory).output().context("the compiled C program")?;
    Ok(vec![
        Finding {
            key: "c_program_compiles".to_owned(),
            value: Value::Text(warnings.join("; ")),
            exact: true,
            how: "gcc compiled c/address_of_local.c without options and exited with status 0; this is its warning"
                .to_owned(),
        },
        Finding {
            key: "c_program_ends".to_owned(),
            value: Value::Text(run.status.to_string()),
            exact: false,
            how: "the program that gcc made of c/address_of_local.c was run; this is how it ended".to_owned(),
        },
    ])
}

/// The code of the only error in rustc's message about a program.
fn error_code(directory: &Path, program: &str) -> Result<String> {
    let file = source(&format!("tests/compile_fail/{program}.rs"));
    let output = rustc().args(["--emit=metadata", "--out-dir"]).arg(directory).arg(&file).output().context("rustc")?;
    ensure!(!output.status.success(), "rustc accepts {}", file.display());
    let messages = String::from_utf8_lossy(&output.stderr);
    let codes: Vec<&str> =
        messages.lines().filter_map(|line| Some(line.strip_prefix("error[")?.split_once(']')?.0)).collect();
    ensure!(codes.len() == 1, "{}: one error code expected, found {codes:?}", file.display());
    Ok(codes[0].to_owned())
}

/// The assembly of one variant's file, compiled alone with the settings of the release profile.
fn assembly(directory: &Path, variant: &str) -> Result<String> {
    let (file, listing) = (source(&format!("src/{variant}.rs")), directory.join(format!("{variant}.s")));
    let output = rustc()
        // v0 symbol names spell out the size of a generic function.
        .args([
            "--crate-type=lib",
            "--emit=asm",
            "-Copt-level=3",
            "-Ccodegen-units=1",
            "-Csymbol-mangling-version=v0",
            "-o",
        ])
        .arg(&listing)
        .arg(&file)
        .output()
        .context("rustc")?;
    ensure!(output.status.success(), "{}:\n{}", file.display(), String::from_utf8_lossy(&output.stderr));
    std::fs::read_to_string(&listing).with_context(|| listing.display().to_string())
}

/// The functions that a function calls, by the last parts of their names, without the one for a failed allocation.
fn calls(assembly: &str, function: &str) -> Result<Vec<String>> {
    let called = body(assembly, function)?.into_iter().filter_map(symbol);
    let last_parts = called.map(|name| name.rsplit("::").next().unwrap_or(&name).to_owned());
    Ok(last_parts.filter(|name| name != "handle_alloc_error").collect())
}

/// How often each of the three frames of the largest size calls memcpy.
fn copies(assembly: &str, variant: &str) -> Result<Vec<i64>> {
    ["numbers", "with_first_raised", "with_both_ends_raised"]
        .iter()
        .map(|frame| {
            let body = body(assembly, &format!("{variant}::{frame}::<8192>"))?;
            Ok(body.iter().filter(|line| line.contains("memcpy")).count() as i64)
        })
        .collect()
}

/// The instructions of a function: what stands between its label and the next function's.
fn body<'a>(assembly: &'a str, function: &str) -> Result<Vec<&'a str>> {
    let label = |line: &str| line.strip_suffix(':').filter(|_| !line.starts_with(['\t', '.'])).and_then(symbol);
    let mut lines = assembly.lines();
    lines
        .by_ref()
        .find(|line| label(line).is_some_and(|name| name == function))
        .with_context(|| format!("no function {function} in the assembly"))?;
    let is_instruction = |line: &&str| line.starts_with('\t') && !line.starts_with("\t.");
    Ok(lines.take_while(|line| label(line).is_none()).filter(is_instruction).collect())
}

/// The name of the Rust function that a line of assembly mentions.
fn symbol(line: &str) -> Option<String> {
    let symbol = &line[line.find("_R")?..];
    let end = symbol.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(symbol.len());
    Some(format!("{:#}", rustc_demangle::try_demangle(&symbol[..end]).ok()?))
}

fn rustc() -> Command {
    let mut rustc = Command::new("rustc");
    // Beside the sources, so that rust-toolchain.toml chooses the compiler.
    rustc.current_dir(env!("CARGO_MANIFEST_DIR")).args(["--edition=2024", "--color=never"]);
    rustc
}

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
