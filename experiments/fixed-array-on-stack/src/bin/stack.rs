//! What does a piece of work do to a stack of a given size? Runs it, and dies of it when the stack is too small.
//!
//! - `stack run WORK main` runs WORK on the main thread, `thread` on a thread with the default stack, `thread:BYTES` on one with that much.
//! - `stack faults WORK CALLS` calls WORK on the main thread and prints how many page faults each call took (Linux only).
//!
//! WORK is `frames:N`, or a case such as `zeroed/262144`.

use fixed_array_on_stack as chapter;
use std::process::ExitCode;
use std::thread;

const USAGE: &str = "usage: stack run WORK main|thread|thread:BYTES, or stack faults WORK CALLS, where WORK is frames:N or VARIANT/SIZE";

/// A function and its argument, so that it can be sent to a thread.
type Work = (fn(u64) -> u64, u64);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments[..] {
        ["run", work, place] => parse_work(work).and_then(|work| run(work, place)),
        ["faults", work, calls] => parse_work(work).and_then(|work| faults(work, parse(calls)?)),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn parse(number: &str) -> Result<u64, String> {
    number.parse().map_err(|error| format!("`{number}`: {error}; {USAGE}"))
}

fn parse_work(name: &str) -> Result<Work, String> {
    if let Some(frames) = name.strip_prefix("frames:") {
        return Ok((chapter::nested_frames::run, parse(frames)?));
    }
    let (variant, size) = name.split_once('/').ok_or_else(|| format!("`{name}` is no work; {USAGE}"))?;
    let variant: fn(u64) -> u64 = match variant {
        "zeroed" => |size| chapter::zeroed::run(size as usize),
        "uninit" => |size| chapter::uninit::run(size as usize),
        "boxed_literal" => |size| chapter::boxed_literal::run(size as usize),
        "boxed_through_vec" => |size| chapter::boxed_through_vec::run(size as usize),
        "lazily_zeroed" => |size| chapter::lazily_zeroed::run(size as usize),
        "passed_by_reference" => |size| chapter::passed_by_reference::run(size as usize),
        "passed_by_value" => |size| chapter::passed_by_value::run(size as usize),
        "copied_by_value" => |size| chapter::copied_by_value::run(size as usize),
        "returned_by_reference" => |size| chapter::returned_by_reference::run(size as usize),
        "returned_by_value" => |size| chapter::returned_by_value::run(size as usize),
        other => return Err(format!("`{other}` is no variant that this program runs; {USAGE}")),
    };
    Ok((variant, parse(size)?))
}

fn run((work, argument): Work, place: &str) -> Result<String, String> {
    if place == "main" {
        return Ok(work(argument).to_string());
    }
    let builder = match place.strip_prefix("thread") {
        Some("") => thread::Builder::new(),
        Some(rest) => {
            let bytes = rest.strip_prefix(':').ok_or(USAGE)?;
            thread::Builder::new().stack_size(parse(bytes)? as usize)
        }
        None => return Err(USAGE.to_owned()),
    };
    let handle = builder.spawn(move || work(argument)).map_err(|error| format!("the thread did not start: {error}"))?;
    handle.join().map(|answer| answer.to_string()).map_err(|_| "the thread panicked".to_owned())
}

fn faults((work, argument): Work, calls: u64) -> Result<String, String> {
    let mut each = Vec::with_capacity(calls as usize);
    // What reading the counter itself touches for the first time is no fault of the work.
    page_faults()?;
    for _ in 0..calls {
        let before = page_faults()?;
        work(argument);
        each.push(page_faults()? - before);
    }
    Ok(each.iter().map(u64::to_string).collect::<Vec<_>>().join(" "))
}

/// Page faults of this process so far that needed no disk: the tenth field of `/proc/self/stat`, counted from after the name.
fn page_faults() -> Result<u64, String> {
    let stat = std::fs::read_to_string("/proc/self/stat").map_err(|error| format!("/proc/self/stat: {error}"))?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    after_name
        .split_whitespace()
        .nth(7)
        .and_then(|field| field.parse().ok())
        .ok_or_else(|| "/proc/self/stat has no count of page faults".to_owned())
}
