//! What does a process of a chapter's program print, how does it end, and what does another one get of it?

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::any::Any;
use std::ffi::OsStr;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, ExitCode};

/// Says on standard error why there is nothing on standard output.
pub(crate) fn failed(error: &str) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::FAILURE
}

/// Prints what was asked for, as JSON.
pub(crate) fn printed(value: &impl Serialize) -> ExitCode {
    match serde_json::to_string(value) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => failed(&error.to_string()),
    }
}

/// What this program prints when it is started with a flag.
pub(crate) fn own<T: DeserializeOwned>(flag: &str, arguments: &[impl AsRef<OsStr>]) -> Result<T, String> {
    let program = std::env::current_exe().map_err(|error| format!("the path of this test program: {error}"))?;
    let run = Command::new(&program).arg(flag).args(arguments).output();
    let run = run.map_err(|error| format!("{}: {error}", program.display()))?;
    if !run.status.success() {
        return Err(format!("{flag} failed ({}): {}", run.status, String::from_utf8_lossy(&run.stderr).trim()));
    }
    output(&run.stdout)
}

/// Reads what a process of this program printed.
pub(crate) fn output<T: DeserializeOwned>(stdout: &[u8]) -> Result<T, String> {
    serde_json::from_slice(stdout).map_err(|error| format!("what this program printed: {error}"))
}

/// Says loudly that something was not looked at.
///
/// # Errors
///
/// Where the variable `CI` is set: there, nothing is left out.
pub fn skipped(what: &str) -> Result<(), String> {
    let message = format!("SKIPPED: {what}");
    if std::env::var_os("CI").is_some() {
        return Err(format!("{message} (CI must not skip it)"));
    }
    // The run goes on where standard error is closed.
    let _ = writeln!(std::io::stderr(), "{message}");
    Ok(())
}

/// Does the work; a panic is an error with the panic's message.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| Err(message(payload.as_ref())))
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref().copied());
    text.map_or_else(|| "a panic without a message".to_owned(), |text| format!("panicked: {text}"))
}
